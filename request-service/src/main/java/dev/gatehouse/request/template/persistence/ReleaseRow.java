package dev.gatehouse.request.template.persistence;

import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.template.TemplateStore.Listed;
import dev.gatehouse.request.template.model.DependencyGraph;
import dev.gatehouse.request.template.model.Release;
import dev.gatehouse.request.template.model.Syntax;
import dev.gatehouse.request.template.model.Template;
import dev.gatehouse.request.template.model.TemplateTree;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.Immutable;

/** A row of {@code template_release}. */
@Entity
@Immutable
@Table(name = "template_release")
class ReleaseRow {
    @Id
    String id;

    String template;
    String version;
    String owner;
    String digest;

    @Enumerated(EnumType.STRING)
    Syntax syntax;

    String text;
    String document;

    @Column(name = "depends_on")
    String dependsOn;

    String changelog;

    @Column(name = "released_by")
    String releasedBy;

    @Column(name = "released_at")
    Instant releasedAt;

    static String id(String template, String version) {
        return template + "@" + version;
    }

    static ReleaseRow of(Release release) {
        Template template = release.template();
        ReleaseRow row = new ReleaseRow();
        row.id = id(template.name(), template.version());
        row.template = template.name();
        row.version = template.version();
        row.owner = template.owner();
        row.digest = release.digest();
        row.syntax = release.syntax();
        row.text = release.text();
        row.document = JsonText.write(StoredTemplate.tree(template));
        row.dependsOn = JsonText.write(StoredTemplate.dependencies(release));
        row.changelog = template.changelog();
        row.releasedBy = release.releasedBy();
        row.releasedAt = release.releasedAt();
        return row;
    }

    Release release() {
        Template read = TemplateTree.read(JsonText.readObject(document));
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        var stored = JsonText.readLists(dependsOn);
        read.components()
                .forEach(component -> needs.put(
                        component.name(),
                        new LinkedHashSet<>(stored.getOrDefault(component.name(), java.util.List.of()))));
        return new Release(read, new DependencyGraph(needs), digest, syntax, text, releasedBy, releasedAt);
    }

    Listed listed() {
        return new Listed(template, version, owner, digest, changelog, releasedBy, releasedAt);
    }
}
