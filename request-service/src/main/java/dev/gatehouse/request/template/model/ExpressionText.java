package dev.gatehouse.request.template.model;

import java.util.List;

/**
 * A text with expressions in <code>${...}</code>. A text that is exactly one expression keeps the type of its value;
 * else values are put into the text. <code>$${</code> stands for <code>${</code> itself.
 */
public record ExpressionText(List<Segment> segments) {

    /** A piece of the text. */
    public sealed interface Segment {}

    /** Text that stands for itself. */
    public record Literal(String text) implements Segment {}

    /** What stands between the braces. */
    public record Expression(String source) implements Segment {}

    /** @throws MalformedExpression where an expression has no end or no content */
    public static ExpressionText parse(String text) {
        return new ExpressionText(List.copyOf(new ExpressionScanner(text).scan()));
    }

    public List<Expression> expressions() {
        return segments.stream()
                .filter(Expression.class::isInstance)
                .map(Expression.class::cast)
                .toList();
    }

    /** True where the value of the expression keeps its type. */
    public boolean isOneExpression() {
        return segments.size() == 1 && segments.get(0) instanceof Expression;
    }
}
