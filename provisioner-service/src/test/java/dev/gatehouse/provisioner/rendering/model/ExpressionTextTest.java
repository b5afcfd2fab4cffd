package dev.gatehouse.provisioner.rendering.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.rendering.model.ExpressionText.Segment.Expression;
import dev.gatehouse.provisioner.rendering.model.ExpressionText.Segment.Text;
import org.junit.jupiter.api.Test;

class ExpressionTextTest {

    @Test
    void aStringThatIsOneExpressionKeepsItsType() {
        ExpressionText text = ExpressionText.parse("${ parameters.replicas }");
        assertThat(text.isSingleExpression()).isTrue();
        assertThat(text.segments()).containsExactly(new Expression("parameters.replicas"));
    }

    @Test
    void textAroundExpressionsIsKept() {
        ExpressionText text = ExpressionText.parse("http://${stack.name}.example:${parameters.port}/");
        assertThat(text.isSingleExpression()).isFalse();
        assertThat(text.segments())
                .containsExactly(
                        new Text("http://"),
                        new Expression("stack.name"),
                        new Text(".example:"),
                        new Expression("parameters.port"),
                        new Text("/"));
    }

    @Test
    void twoDollarsEscape() {
        assertThat(ExpressionText.parse("$${HOME} costs $5").segments()).containsExactly(new Text("${HOME} costs $5"));
    }

    @Test
    void bracesAndQuotesInsideAnExpressionDoNotEndIt() {
        String source = "{'a': {'b': '}\\''}}.a.b + \"}\"";
        assertThat(ExpressionText.parse("${" + source + "}").segments()).containsExactly(new Expression(source));
    }

    @Test
    void anExpressionWithoutEndIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> ExpressionText.parse("abc ${stack.name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins at character 4");
        assertThatThrownBy(() -> ExpressionText.parse("${'}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyStringHasNoSegments() {
        assertThat(ExpressionText.parse("").segments()).isEmpty();
    }
}
