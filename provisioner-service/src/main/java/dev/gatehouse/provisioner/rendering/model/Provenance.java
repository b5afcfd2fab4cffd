package dev.gatehouse.provisioner.rendering.model;

import java.util.List;

/**
 * Where one rendered field came from. Responsibility follows from it: the template's owner answers for its text and its
 * defaults, the team for the parameters that it set.
 *
 * @param origin the strongest of the sources that went into the field
 * @param parameters JSON pointers of the parameters that went into it; empty for template text
 */
public record Provenance(Origin origin, List<String> parameters) {

    /** In rising strength: a field in which a team's parameter had any part counts as the team's. */
    public enum Origin {
        TEMPLATE,
        DEFAULT,
        PARAMETER
    }

    public static final Provenance TEMPLATE = new Provenance(Origin.TEMPLATE, List.of());

    public Provenance {
        parameters = List.copyOf(parameters);
    }
}
