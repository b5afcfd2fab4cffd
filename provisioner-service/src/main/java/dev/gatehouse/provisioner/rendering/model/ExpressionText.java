package dev.gatehouse.provisioner.rendering.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A template string, cut into literal text and expressions. An expression stands in braces after a dollar sign; two dollar
 * signs before the brace stand for a literal one with its brace. Braces and quotes inside an expression are followed, so
 * that a map literal does not end it.
 */
public record ExpressionText(List<Segment> segments) {

    /** A piece of a template string. */
    public sealed interface Segment {
        /** Text that stands for itself. */
        record Text(String text) implements Segment {}

        /** The source of one expression, without its brackets. */
        record Expression(String source) implements Segment {}
    }

    public ExpressionText {
        segments = List.copyOf(segments);
    }

    /** True if the string is exactly one expression, whose value then keeps its type. */
    public boolean isSingleExpression() {
        return segments.size() == 1 && segments.get(0) instanceof Segment.Expression;
    }

    /**
     * Cuts a string.
     *
     * @throws IllegalArgumentException if an expression does not end
     */
    public static ExpressionText parse(String source) {
        List<Segment> segments = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < source.length()) {
            if (source.startsWith("$${", at)) {
                text.append("${");
                at += 3;
            } else if (source.startsWith("${", at)) {
                int end = endOfExpression(source, at + 2);
                addText(segments, text);
                segments.add(
                        new Segment.Expression(source.substring(at + 2, end).strip()));
                at = end + 1;
            } else {
                text.append(source.charAt(at++));
            }
        }
        addText(segments, text);
        return new ExpressionText(segments);
    }

    private static void addText(List<Segment> segments, StringBuilder text) {
        if (!text.isEmpty()) {
            segments.add(new Segment.Text(text.toString()));
            text.setLength(0);
        }
    }

    private static int endOfExpression(String source, int start) {
        int depth = 0;
        for (int at = start; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '\'' || c == '"') {
                at = endOfLiteral(source, at);
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth-- == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("the expression that begins at character " + (start - 2) + " has no end");
    }

    private static int endOfLiteral(String source, int quote) {
        for (int at = quote + 1; at < source.length(); at++) {
            if (source.charAt(at) == '\\') {
                at++;
            } else if (source.charAt(at) == source.charAt(quote)) {
                return at;
            }
        }
        return source.length();
    }
}
