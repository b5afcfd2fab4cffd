package dev.gatehouse.request.template.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.request.template.model.ExpressionText.Expression;
import dev.gatehouse.request.template.model.ExpressionText.Literal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTextTest {

    @Test
    void aTextWithoutExpressionsStandsForItself() {
        assertThat(ExpressionText.parse("plain $ {text}").segments()).containsExactly(new Literal("plain $ {text}"));
        assertThat(ExpressionText.parse("").segments()).isEmpty();
    }

    @Test
    void exactlyOneExpressionKeepsItsType() {
        ExpressionText text = ExpressionText.parse("${ parameters.replicas }");

        assertThat(text.isOneExpression()).isTrue();
        assertThat(text.segments()).containsExactly(new Expression("parameters.replicas"));
    }

    @Test
    void expressionsMayStandInsideText() {
        ExpressionText text = ExpressionText.parse("${a}:${b} end");

        assertThat(text.isOneExpression()).isFalse();
        assertThat(text.segments())
                .containsExactly(new Expression("a"), new Literal(":"), new Expression("b"), new Literal(" end"));
    }

    @Test
    void aDoubledDollarEscapes() {
        assertThat(ExpressionText.parse("$${not} ${yes}").segments())
                .containsExactly(new Literal("${not} "), new Expression("yes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a': {'b': 1}}.a.b",
                "'}' + parameters.x",
                "\"}\" + r'\\' + '\\'}'",
                "'''}''' + \"\"\"}\"\"\"",
                "a // a } in a comment\n + b"
            })
    void bracesInMapsStringsAndCommentsDoNotEndAnExpression(String source) {
        assertThat(ExpressionText.parse("${" + source + "}").segments()).containsExactly(new Expression(source));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${a", "${'}", "text ${a + {", "${}", "${  }", "${a // }"})
    void anExpressionWithoutEndOrContentIsMalformed(String text) {
        assertThatThrownBy(() -> ExpressionText.parse(text)).isInstanceOf(MalformedExpression.class);
    }
}
