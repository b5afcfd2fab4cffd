package dev.gatehouse.provisioner.template.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The executable part of a template's release. It never changes.
 *
 * @param outputs output name to template text
 */
public record Release(
        String name,
        String version,
        String digest,
        List<ReleasedComponent> components,
        Map<String, @Nullable Object> outputs) {

    /**
     * One component as it was released.
     *
     * @param owner {@code platform} or {@code developer}: who answers for it
     * @param drift {@code report}, {@code repair} or {@code ask}: what is to be done where it is not as it was made
     * @param inputs what the template calls {@code with}; its strings may hold expressions
     * @param dependsOn components whose outputs the inputs refer to
     */
    public record ReleasedComponent(
            String name,
            String kind,
            String owner,
            boolean reversible,
            String drift,
            Map<String, @Nullable Object> inputs,
            List<String> dependsOn) {
        private static final String REPORT = "report";

        /** Releases from before there was a policy say nothing of it. */
        public ReleasedComponent {
            drift = Objects.requireNonNullElse(drift, REPORT);
        }
    }

    public Optional<ReleasedComponent> find(String componentName) {
        return components.stream()
                .filter(component -> component.name().equals(componentName))
                .findFirst();
    }

    public ReleasedComponent component(String componentName) {
        return find(componentName)
                .orElseThrow(() -> new IllegalArgumentException(
                        "release " + name + "@" + version + " has no component " + componentName));
    }
}
