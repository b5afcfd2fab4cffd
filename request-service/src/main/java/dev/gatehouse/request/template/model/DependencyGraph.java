package dev.gatehouse.request.template.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which component needs the outputs of which others. Inferred from the expressions, never written by hand.
 *
 * @param needs for each component, in the template's order, the components it refers to
 */
public record DependencyGraph(Map<String, Set<String>> needs) {

    public DependencyGraph {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        needs.forEach((component, others) -> copy.put(component, Set.copyOf(others)));
        needs = copy;
    }

    /** What a component refers to, in the template's order. */
    public List<String> dependenciesOf(String component) {
        Set<String> wanted = needs.getOrDefault(component, Set.of());
        return needs.keySet().stream().filter(wanted::contains).toList();
    }

    /**
     * One cycle, as its components in the order of reference, the first repeated at the end; empty where there is none.
     */
    public List<String> cycle() {
        Set<String> finished = new LinkedHashSet<>();
        for (String start : needs.keySet()) {
            List<String> cycle = follow(start, new ArrayList<>(), finished);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        return List.of();
    }

    private List<String> follow(String component, List<String> path, Set<String> finished) {
        if (finished.contains(component)) {
            return List.of();
        }
        int seen = path.indexOf(component);
        path.add(component);
        if (seen >= 0) {
            return List.copyOf(path.subList(seen, path.size()));
        }
        for (String next : dependenciesOf(component)) {
            List<String> cycle = follow(next, path, finished);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        path.remove(path.size() - 1);
        finished.add(component);
        return List.of();
    }
}
