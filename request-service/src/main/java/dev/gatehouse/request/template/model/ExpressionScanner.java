package dev.gatehouse.request.template.model;

import dev.gatehouse.request.template.model.ExpressionText.Expression;
import dev.gatehouse.request.template.model.ExpressionText.Literal;
import dev.gatehouse.request.template.model.ExpressionText.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds where expressions begin and end. It knows of CEL only what may hide a closing brace: strings, comments and
 * nested braces. Everything else is left to the CEL parser.
 */
final class ExpressionScanner {
    private final String text;
    private int at;

    ExpressionScanner(String text) {
        this.text = text;
    }

    List<Segment> scan() {
        List<Segment> segments = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (at < text.length()) {
            if (take("$${")) {
                literal.append("${");
            } else if (take("${")) {
                flush(literal, segments);
                segments.add(expression());
            } else {
                literal.append(text.charAt(at++));
            }
        }
        flush(literal, segments);
        return segments;
    }

    private static void flush(StringBuilder literal, List<Segment> segments) {
        if (!literal.isEmpty()) {
            segments.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private Expression expression() {
        int start = at;
        int open = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '"' || next == '\'') {
                skipString(next);
            } else if (text.startsWith("//", at)) {
                skipComment();
            } else {
                at++;
                if (next == '{') {
                    open++;
                } else if (next == '}' && open-- == 0) {
                    return expression(text.substring(start, at - 1));
                }
            }
        }
        throw new MalformedExpression("the expression that begins with ${ has no closing }; write $${ for a plain ${");
    }

    private static Expression expression(String source) {
        if (source.isBlank()) {
            throw new MalformedExpression("the expression ${} is empty");
        }
        return new Expression(source.strip());
    }

    private void skipString(char quote) {
        boolean raw = at > 0 && (text.charAt(at - 1) == 'r' || text.charAt(at - 1) == 'R');
        String end = String.valueOf(quote).repeat(3);
        if (!take(end)) {
            end = String.valueOf(quote);
            at++;
        }
        while (at < text.length() && !take(end)) {
            at += !raw && text.charAt(at) == '\\' ? 2 : 1;
        }
    }

    private void skipComment() {
        int lineEnd = text.indexOf('\n', at);
        at = lineEnd < 0 ? text.length() : lineEnd;
    }

    private boolean take(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }
}
