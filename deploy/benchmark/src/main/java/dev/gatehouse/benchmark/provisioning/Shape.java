package dev.gatehouse.benchmark.provisioning;

import java.util.List;

/**
 * The stacks of a benchmark.
 *
 * @param template the name of their template
 * @param components the numbers, from 1, of those that each component needs
 */
public record Shape(String template, List<List<Integer>> components) {

    /** The second in need of the first, as in the sample template. */
    public static final Shape TWO = new Shape("benchmark", List.of(List.of(), List.of(1)));

    /** One, two that need it, and two that need one of those each. */
    public static final Shape FIVE =
            new Shape("benchmark-five", List.of(List.of(), List.of(1), List.of(1), List.of(2), List.of(3)));

    /** What the component of this number needs. */
    List<Integer> needs(int number) {
        return components.get(number - 1);
    }

    public int size() {
        return components.size();
    }

    static String name(int number) {
        return "c" + number;
    }
}
