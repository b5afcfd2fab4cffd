package dev.gatehouse.provisioner.target;

import dev.gatehouse.provisioner.target.model.Target;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The registered targets. All methods work in the caller's session. */
public interface TargetRecords {

    /** Adds the target, or replaces the one of this name. */
    Uni<Void> put(Mutiny.Session session, Target target);

    Uni<Optional<Target>> find(Mutiny.Session session, String name);

    /** At most {@code limit} targets by name, those after {@code after}. */
    Uni<List<Target>> list(Mutiny.Session session, String after, int limit);

    /** The whole registry. A platform has tens of targets, not thousands. */
    Uni<List<Target>> all(Mutiny.Session session);
}
