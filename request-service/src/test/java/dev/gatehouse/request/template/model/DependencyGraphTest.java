package dev.gatehouse.request.template.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependencyGraphTest {

    @Test
    void dependenciesAreGivenInTheTemplatesOrder() {
        DependencyGraph graph = graph("a:c b", "b:", "c:b");

        assertThat(graph.dependenciesOf("a")).containsExactly("b", "c");
        assertThat(graph.dependenciesOf("b")).isEmpty();
        assertThat(graph.cycle()).isEmpty();
    }

    @Test
    void aComponentThatNeedsItselfIsACycle() {
        assertThat(graph("a:", "b:b").cycle()).containsExactly("b", "b");
    }

    @Test
    void aCycleIsToldWithoutWhatLeadsToIt() {
        assertThat(graph("start:a", "a:b", "b:c", "c:a").cycle()).containsExactly("a", "b", "c", "a");
    }

    @Test
    void aDiamondIsNoCycle() {
        assertThat(graph("a:b c", "b:d", "c:d", "d:").cycle()).isEmpty();
    }

    @Test
    void manySharedDependenciesAreJudgedQuickly() {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            Set<String> others = i < 2 ? Set.of() : Set.of("c" + (i - 1), "c" + (i - 2));
            needs.put("c" + i, others);
        }

        assertThat(new DependencyGraph(needs).cycle()).isEmpty();
    }

    private static DependencyGraph graph(String... lines) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split(":", -1);
            needs.put(parts[0], parts[1].isEmpty() ? Set.of() : Set.of(parts[1].split(" ")));
        }
        return new DependencyGraph(needs);
    }
}
