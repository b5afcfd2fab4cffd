package dev.gatehouse.request.template.http;

import dev.gatehouse.request.template.TemplateReleased;
import dev.gatehouse.request.template.TemplateReleased.ReleasedComponent;
import dev.gatehouse.request.template.model.Release;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A release as JSON. */
public record ReleaseView(
        String name,
        String version,
        String owner,
        String digest,
        String docs,
        String changelog,
        Map<String, Object> parameters,
        List<ReleasedComponent> components,
        Map<String, String> outputs,
        String releasedBy,
        Instant releasedAt) {

    static ReleaseView of(Release release) {
        TemplateReleased fact = TemplateReleased.of(release);
        return new ReleaseView(
                fact.name(),
                fact.version(),
                fact.owner(),
                fact.digest(),
                release.template().docs(),
                fact.changelog(),
                fact.parameters(),
                fact.components(),
                fact.outputs(),
                fact.releasedBy(),
                fact.releasedAt());
    }
}
