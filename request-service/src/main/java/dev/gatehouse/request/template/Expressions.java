package dev.gatehouse.request.template;

import dev.gatehouse.request.template.model.ComponentKind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges expressions. Implementations read references from the syntax tree, never from the text. */
public interface Expressions {

    /**
     * Prepares for the expressions of one template.
     *
     * @param parameters the template's JSON Schema of parameters
     * @param components the kinds of its components, by name
     */
    Judge of(Map<String, Object> parameters, Map<String, ComponentKind> components);

    /** Judges the expressions of one template. */
    interface Judge {

        /**
         * Parses and type-checks one expression.
         *
         * @param insideText true where the value becomes a piece of a text, so that it must be a scalar
         */
        Finding judge(String source, boolean insideText);
    }

    /**
     * What was found.
     *
     * @param components the components whose outputs the expression needs; known ones only
     * @param faults what is wrong, one sentence each; empty where the expression is fine
     */
    record Finding(Set<String> components, List<String> faults) {}
}
