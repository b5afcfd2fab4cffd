package dev.gatehouse.provisioner.target.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetChoiceTest {
    private static final List<Target> REGISTERED = List.of(
            target("z-any", "postgresql"),
            target("b-production", "postgresql", "staging", "production"),
            target("a-production", "postgresql", "production"),
            target("git", "git", "development"));

    @Test
    void theKindAndTheEnvironmentDecide() {
        assertThat(choose("git", "development")).isEqualTo("git");
    }

    @Test
    void aTargetThatNamesTheEnvironmentGoesBeforeOneThatServesAll() {
        assertThat(choose("postgresql", "staging")).isEqualTo("b-production");
        assertThat(choose("postgresql", "development")).isEqualTo("z-any");
    }

    @Test
    void amongEqualsTheFirstByName() {
        assertThat(choose("postgresql", "production")).isEqualTo("a-production");
    }

    @Test
    void noMatchIsNoTarget() {
        assertThat(TargetChoice.choose(REGISTERED, "git", "production")).isEmpty();
        assertThat(TargetChoice.choose(REGISTERED, "dns", "development")).isEmpty();
    }

    private static String choose(String kind, String environment) {
        return TargetChoice.choose(REGISTERED, kind, environment).orElseThrow().name();
    }

    private static Target target(String name, String kind, String... environments) {
        return new Target(name, kind, Map.of(), List.of(environments), "pia", Instant.EPOCH);
    }
}
