package dev.gatehouse.upgrade.release;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where releases are kept. */
public interface Releases {

    /** Remembers a release; the topic is compacted and carries full state, so the later telling replaces the earlier. */
    Uni<Void> remember(Mutiny.Session session, Release release);
}
