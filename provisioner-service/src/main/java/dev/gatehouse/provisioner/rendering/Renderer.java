package dev.gatehouse.provisioner.rendering;

import dev.gatehouse.provisioner.rendering.Expressions.Evaluation;
import dev.gatehouse.provisioner.rendering.model.ExpressionText;
import dev.gatehouse.provisioner.rendering.model.ExpressionText.Segment;
import dev.gatehouse.provisioner.rendering.model.JsonPointer;
import dev.gatehouse.provisioner.rendering.model.Provenance;
import dev.gatehouse.provisioner.rendering.model.Reference;
import dev.gatehouse.provisioner.rendering.model.RenderScope;
import dev.gatehouse.provisioner.rendering.model.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders a tree of template text. A string that is exactly one expression keeps the value's type. */
@ApplicationScoped
public class Renderer {
    /** Characters of rendered text in one tree: what a release may hold in whole (design, section 3). */
    static final int MAX_CHARACTERS = 512 * 1024;

    static final int MAX_DEPTH = 32;

    private final Expressions expressions;

    public Renderer(Expressions expressions) {
        this.expressions = expressions;
    }

    /**
     * Renders {@code text}.
     *
     * @param place where the tree stands in the release, for failures
     * @throws RenderingFailure if any field cannot be rendered
     */
    public Rendered render(JsonPointer place, Map<String, @Nullable Object> text, RenderScope scope) {
        Run run = new Run(place, scope);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        text.forEach((name, node) -> values.put(name, run.render(node, JsonPointer.of(name))));
        return new Rendered(values, run.provenance);
    }

    private final class Run {
        private final JsonPointer place;
        private final RenderScope scope;
        private final Map<String, Provenance> provenance = new LinkedHashMap<>();
        private int characters;

        Run(JsonPointer place, RenderScope scope) {
            this.place = place;
            this.scope = scope;
        }

        @Nullable
        Object render(@Nullable Object node, JsonPointer at) {
            if (at.segments().size() > MAX_DEPTH) {
                throw failure(at, "nested deeper than " + MAX_DEPTH + " levels", null);
            }
            if (node instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> result = new LinkedHashMap<>();
                map.forEach((name, child) ->
                        result.put(String.valueOf(name), render(child, at.child(String.valueOf(name)))));
                return leafIfEmpty(result, result.isEmpty(), at);
            }
            if (node instanceof List<?> list) {
                List<@Nullable Object> result = new ArrayList<>();
                list.forEach(child -> result.add(render(child, at.child(result.size()))));
                return leafIfEmpty(result, result.isEmpty(), at);
            }
            return node instanceof String text ? string(text, at) : leaf(node, at, Provenance.TEMPLATE);
        }

        private @Nullable Object string(String source, JsonPointer at) {
            ExpressionText text;
            try {
                text = ExpressionText.parse(source);
            } catch (IllegalArgumentException malformed) {
                throw failure(at, String.valueOf(malformed.getMessage()), malformed);
            }
            if (text.isSingleExpression()) {
                Evaluation evaluation =
                        evaluate((Segment.Expression) text.segments().get(0), at);
                record(evaluation.value(), at, evaluation, JsonPointer.ROOT);
                return evaluation.value();
            }
            return interpolated(text, at);
        }

        private @Nullable Object interpolated(ExpressionText text, JsonPointer at) {
            StringBuilder result = new StringBuilder();
            Set<Reference> references = new HashSet<>();
            for (Segment segment : text.segments()) {
                if (segment instanceof Segment.Text literal) {
                    result.append(literal.text());
                } else if (segment instanceof Segment.Expression expression) {
                    Evaluation evaluation = evaluate(expression, at);
                    result.append(inText(evaluation.value(), expression, at));
                    references.addAll(evaluation.references());
                }
            }
            return leaf(result.toString(), at, scope.provenanceOf(references));
        }

        private Object inText(@Nullable Object value, Segment.Expression expression, JsonPointer at) {
            if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
                throw failure(
                        at,
                        "${" + expression.source() + "} stands in text, so it must be a string, number or boolean",
                        null);
            }
            return value;
        }

        private Evaluation evaluate(Segment.Expression expression, JsonPointer at) {
            try {
                return expressions.evaluate(expression.source(), scope);
            } catch (IllegalArgumentException failed) {
                throw failure(at, "${" + expression.source() + "}: " + failed.getMessage(), failed);
            }
        }

        /** Notes the provenance of every leaf of a value; {@code within} is the leaf's place inside the value. */
        private void record(@Nullable Object value, JsonPointer at, Evaluation from, JsonPointer within) {
            if (at.segments().size() > MAX_DEPTH) {
                throw failure(at, "nested deeper than " + MAX_DEPTH + " levels", null);
            }
            if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                map.forEach((name, child) ->
                        record(child, at.child(String.valueOf(name)), from, within.child(String.valueOf(name))));
            } else if (value instanceof List<?> list && !list.isEmpty()) {
                for (int i = 0; i < list.size(); i++) {
                    record(list.get(i), at.child(i), from, within.child(i));
                }
            } else {
                leaf(value, at, scope.provenanceOf(sources(from, within)));
            }
        }

        private Set<Reference> sources(Evaluation from, JsonPointer within) {
            if (!from.selection()) {
                return from.references();
            }
            Reference source = from.references().iterator().next();
            for (String segment : within.segments()) {
                source = source.child(segment);
            }
            return Set.of(source);
        }

        private Object leafIfEmpty(Object container, boolean empty, JsonPointer at) {
            if (empty) {
                leaf(container, at, Provenance.TEMPLATE);
            }
            return container;
        }

        private @Nullable Object leaf(@Nullable Object value, JsonPointer at, Provenance from) {
            characters += at.toString().length() + String.valueOf(value).length();
            if (characters > MAX_CHARACTERS) {
                throw failure(at, "renders to more than " + MAX_CHARACTERS + " characters", null);
            }
            provenance.put(at.toString(), from);
            return value;
        }

        private RenderingFailure failure(JsonPointer at, String detail, @Nullable Throwable cause) {
            JsonPointer full = place;
            for (String segment : at.segments()) {
                full = full.child(segment);
            }
            return new RenderingFailure(full, detail, cause);
        }
    }
}
