package dev.gatehouse.provisioner.rendering.model;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one rendered field came from. Responsibility follows from it: the template's owner answers for its text and its
 * defaults, the team for the parameters that it set.
 *
 * @param origin the strongest of the sources that went into the field
 * @param parameters JSON pointers of the parameters that went into it, also through outputs of other components; empty
 *     for template text
 * @param outputs JSON pointers of the outputs that went into it, beginning with the component's name; an output that a
 *     component only hands on brings with it what that input came from
 */
public record Provenance(Origin origin, List<String> parameters, List<String> outputs) {

    /** In rising strength: a field in which a team's parameter had any part counts as the team's. */
    public enum Origin {
        TEMPLATE,
        DEFAULT,
        PARAMETER
    }

    public static final Provenance TEMPLATE = new Provenance(Origin.TEMPLATE, List.of());

    /** @param outputs null in rows that were written before they were noted */
    public Provenance(Origin origin, List<String> parameters, @Nullable List<String> outputs) {
        this.origin = origin;
        this.parameters = sorted(parameters);
        this.outputs = outputs == null ? List.of() : sorted(outputs);
    }

    /** Of a field into which no output went. */
    public Provenance(Origin origin, List<String> parameters) {
        this(origin, parameters, List.of());
    }

    /** Of a field into which both went. */
    Provenance and(Provenance other) {
        return new Provenance(
                origin.compareTo(other.origin) < 0 ? other.origin : origin,
                both(parameters, other.parameters),
                both(outputs, other.outputs));
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<String> sorted(Collection<String> pointers) {
        return pointers.stream().sorted().distinct().toList();
    }
}
