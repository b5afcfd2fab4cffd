package dev.gatehouse.provisioner.provisioning.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Components in an order in which each comes after those it depends on; otherwise as they were written. */
public record ComponentGraph(List<Node> ordered) {

    /** A component and the components whose outputs it needs. */
    public record Node(String name, String kind, List<String> dependsOn) {}

    public ComponentGraph {
        ordered = List.copyOf(ordered);
    }

    /**
     * Puts components in order.
     *
     * @throws IllegalArgumentException if a name occurs twice, is unknown, or the dependencies go round in a circle */
    public static ComponentGraph of(List<Node> nodes) {
        Map<String, Node> open = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (open.put(node.name(), node) != null) {
                throw new IllegalArgumentException("component " + node.name() + " is there twice");
            }
        }
        Set<String> known = Set.copyOf(open.keySet());
        List<Node> ordered = new ArrayList<>();
        Set<String> placed = new HashSet<>();
        while (!open.isEmpty()) {
            Node next = open.values().stream()
                    .filter(node -> placed.containsAll(node.dependsOn()))
                    .findFirst()
                    .orElseThrow(() -> stuck(open, known));
            open.remove(next.name());
            placed.add(next.name());
            ordered.add(next);
        }
        return new ComponentGraph(ordered);
    }

    /** The same for some of the components only. */
    public ComponentGraph only(Set<String> names) {
        return new ComponentGraph(ordered.stream()
                .filter(node -> names.contains(node.name()))
                .map(node -> new Node(
                        node.name(),
                        node.kind(),
                        node.dependsOn().stream().filter(names::contains).toList()))
                .toList());
    }

    /**
     * What of a stack's components still stands, or may. Where nobody noted what a component depends on, it is taken to
     * depend on all before it: their order is one in which they could be made.
     *
     * @param planned all components in the order of their plan
     */
    public static ComponentGraph remaining(List<Component> planned) {
        List<Component> standing = planned.stream()
                .filter(component -> component.state() != ComponentState.DESTROYED)
                .toList();
        List<String> names = standing.stream().map(Component::name).toList();
        List<Node> nodes = new ArrayList<>();
        for (Component component : standing) {
            List<String> noted = component.dependsOn();
            List<String> needed = noted == null
                    ? names.subList(0, names.indexOf(component.name()))
                    : noted.stream().filter(names::contains).toList();
            nodes.add(new Node(component.name(), component.kind(), needed));
        }
        return of(nodes);
    }

    private static IllegalArgumentException stuck(Map<String, Node> open, Set<String> known) {
        for (Node node : open.values()) {
            for (String needed : node.dependsOn()) {
                if (!known.contains(needed)) {
                    return new IllegalArgumentException(
                            "component " + node.name() + " depends on " + needed + ", which is not in the release");
                }
            }
        }
        return new IllegalArgumentException("components depend on each other in a circle: " + open.keySet());
    }
}
