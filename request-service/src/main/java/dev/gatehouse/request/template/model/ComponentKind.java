package dev.gatehouse.request.template.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of components that an engine exists for, and what each gives to those that refer to it. */
public enum ComponentKind {
    POSTGRESQL(
            "postgresql",
            Map.of(
                    "host", OutputType.TEXT,
                    "port", OutputType.INTEGER,
                    "database", OutputType.TEXT,
                    "username", OutputType.TEXT,
                    "secret", OutputType.TEXT)),
    GITOPS("gitops", Map.of("repository", OutputType.TEXT, "path", OutputType.TEXT, "commit", OutputType.TEXT));

    /** The type of an output's value. */
    public enum OutputType {
        TEXT,
        INTEGER
    }

    private final String label;
    private final Map<String, OutputType> outputs;

    ComponentKind(String label, Map<String, OutputType> outputs) {
        this.label = label;
        this.outputs = outputs;
    }

    public static Optional<ComponentKind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    /** All kinds in one line, for messages. */
    public static String known() {
        return Arrays.stream(values()).map(ComponentKind::label).collect(Collectors.joining(", "));
    }

    /** As templates and events write it. */
    public String label() {
        return label;
    }

    public Map<String, OutputType> outputs() {
        return outputs;
    }
}
