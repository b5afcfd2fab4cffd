package dev.gatehouse.provisioner.target.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which target serves a kind in an environment. One that names the environment goes before one that serves all; among
 * equals the first by name, so that the same registry always gives the same answer.
 */
public final class TargetChoice {
    private TargetChoice() {}

    public static Optional<Target> choose(Collection<Target> registered, String kind, String environment) {
        return registered.stream()
                .filter(target -> target.kind().equals(kind))
                .filter(target ->
                        target.environments().isEmpty() || target.environments().contains(environment))
                .min(Comparator.comparing(
                                (Target target) -> target.environments().isEmpty())
                        .thenComparing(Target::name));
    }
}
