package dev.gatehouse.provisioner.template;

import dev.gatehouse.provisioner.template.model.Release;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The releases that this service knows of. All methods work in the caller's session. */
public interface Releases {

    /** Keeps a release. One that is known already stays as it is, since releases never change. */
    Uni<Void> keep(Mutiny.Session session, Release release);

    Uni<Optional<Release>> find(Mutiny.Session session, String name, String version);
}
