package dev.gatehouse.provisioner.provisioning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentGraphTest {

    @Test
    void eachComponentComesAfterThoseItDependsOn() {
        assertThat(order(node("application", "database", "cache"), node("cache", "database"), node("database")))
                .containsExactly("database", "cache", "application");
    }

    @Test
    void independentComponentsStayAsTheyWereWritten() {
        assertThat(order(node("b"), node("a"), node("c"))).containsExactly("b", "a", "c");
    }

    @Test
    void aCircleIsRefused() {
        assertThatThrownBy(() -> order(node("a", "c"), node("b", "a"), node("c", "b"), node("d")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("circle")
                .hasMessageContaining("[a, b, c]");
    }

    @Test
    void aComponentThatDependsOnItselfIsRefused() {
        assertThatThrownBy(() -> order(node("a", "a"))).hasMessageContaining("circle");
    }

    @Test
    void anUnknownDependencyIsNamed() {
        assertThatThrownBy(() -> order(node("a", "ghost")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a depends on ghost");
    }

    @Test
    void aNameThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> order(node("a"), node("a"))).hasMessageContaining("a is there twice");
    }

    @Test
    void aReleaseWithoutComponentsHasAnEmptyOrder() {
        assertThat(order()).isEmpty();
    }

    @Test
    void whatRemainsOfAStackDependsOnWhatRemainsOnly() {
        Component database = Component.pending("database", "postgresql", "platform", "local", List.of());
        Component cache = Component.pending("cache", "noop", "platform", "none", List.of());
        Component application =
                Component.pending("application", "gitops", "developer", "git", List.of("database", "cache"));

        assertThat(ComponentGraph.remaining(List.of(database, cache.destroyed(), application))
                        .ordered())
                .containsExactly(
                        new Node("database", "postgresql", List.of()),
                        new Node("application", "gitops", List.of("database")));
        assertThat(ComponentGraph.remaining(List.of(database.destroyed())).ordered())
                .isEmpty();
    }

    @Test
    void whereNobodyNotedTheDependenciesEachComponentDependsOnAllBefore() {
        assertThat(ComponentGraph.remaining(List.of(unnoted("a"), unnoted("b"), unnoted("c")))
                        .ordered())
                .extracting(Node::dependsOn)
                .containsExactly(List.of(), List.of("a"), List.of("a", "b"));
    }

    private static Component unnoted(String name) {
        return new Component(
                name, "noop", "platform", "none", null, ComponentState.READY, Map.of(), Map.of(), List.of(), Map.of());
    }

    private static List<String> order(Node... nodes) {
        return ComponentGraph.of(List.of(nodes)).ordered().stream()
                .map(Node::name)
                .toList();
    }

    private static Node node(String name, String... dependsOn) {
        return new Node(name, "noop", List.of(dependsOn));
    }
}
