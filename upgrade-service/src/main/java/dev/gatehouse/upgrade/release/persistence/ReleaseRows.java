package dev.gatehouse.upgrade.release.persistence;

import dev.gatehouse.upgrade.release.Release;
import dev.gatehouse.upgrade.release.Releases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class ReleaseRows implements Releases {

    @Override
    public Uni<Void> remember(Mutiny.Session session, Release release) {
        return session.createNativeQuery("""
                        insert into template_release (name, version, owner, digest, fact, released_at)
                        values (:name, :version, :owner, :digest, :fact, :releasedAt)
                        on conflict (name, version) do update set owner = excluded.owner, digest = excluded.digest,
                            fact = excluded.fact, released_at = excluded.released_at
                        """)
                .setParameter("name", release.name())
                .setParameter("version", release.version())
                .setParameter("owner", release.owner())
                .setParameter("digest", release.digest())
                .setParameter("fact", release.fact())
                .setParameter("releasedAt", release.releasedAt())
                .executeUpdate()
                .replaceWithVoid();
    }
}
