package dev.gatehouse.provisioner.template.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.template.Releases;
import dev.gatehouse.provisioner.template.model.Release;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class StoredReleases implements Releases {
    private static final int CACHED = 100;

    private final Documents documents;

    /** Releases never change. */
    private final Cache<String, Release> cache =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    StoredReleases(Documents documents) {
        this.documents = documents;
    }

    @Override
    public Uni<Void> keep(Mutiny.Session session, Release release) {
        String insert = "insert into template_release (id, digest, document) values (:id, :digest, :document)"
                + " on conflict (id) do nothing";
        return session.createNativeQuery(insert)
                .setParameter("id", id(release.name(), release.version()))
                .setParameter("digest", release.digest())
                .setParameter("document", documents.write(release))
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Release>> find(Mutiny.Session session, String name, String version) {
        Release known = cache.getIfPresent(id(name, version));
        return known != null
                ? Uni.createFrom().item(Optional.of(known))
                : session.find(ReleaseRow.class, id(name, version))
                        .map(row ->
                                Optional.ofNullable(row).map(found -> documents.read(found.document, Release.class)))
                        .invoke(found -> found.ifPresent(release -> cache.put(id(name, version), release)));
    }

    private static String id(String name, String version) {
        return name + "@" + version;
    }
}
