package dev.gatehouse.provisioner.provisioning.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stack as it was requested.
 *
 * @param parameters what the team set
 * @param defaults what the release's schema added
 */
public record StackOrder(
        String stackId,
        String name,
        String team,
        String environment,
        String namespace,
        Map<String, String> labels,
        TemplateVersion template,
        Map<String, @Nullable Object> parameters,
        Map<String, @Nullable Object> defaults,
        int generation,
        Operation operation) {

    /** Which release of which template. */
    public record TemplateVersion(String name, String version) {}
}
