package dev.gatehouse.provisioner.template.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.provisioner.template.Releases;
import dev.gatehouse.provisioner.template.model.Release;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class StoredReleases implements Releases {
    private final ObjectMapper json;

    StoredReleases(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Uni<Void> keep(Mutiny.Session session, Release release) {
        String insert = "insert into template_release (id, digest, document) values (:id, :digest, :document)"
                + " on conflict (id) do nothing";
        return session.createNativeQuery(insert)
                .setParameter("id", id(release.name(), release.version()))
                .setParameter("digest", release.digest())
                .setParameter("document", write(release))
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Release>> find(Mutiny.Session session, String name, String version) {
        return session.find(ReleaseRow.class, id(name, version))
                .map(row -> Optional.ofNullable(row).map(found -> read(found.document)));
    }

    private static String id(String name, String version) {
        return name + "@" + version;
    }

    private String write(Release release) {
        try {
            return json.writeValueAsString(release);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Release read(String document) {
        try {
            return json.readValue(document, Release.class);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
