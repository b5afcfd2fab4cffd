package dev.gatehouse.provisioner.secret.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {
    private final Turn turn = new Turn(List.of("a", "b"), 3);

    @Test
    void theUsersTakeTurnsAndAStrangerMakesTheFirstOneBegin() {
        assertThat(turn.after("a")).isEqualTo("b");
        assertThat(turn.after("b")).isEqualTo("a");
        assertThat(turn.after("owner")).isEqualTo("a");
    }

    @Test
    void aSecretIsDueUntilItWasRenewedAsOftenAsAsked() {
        assertThat(turn.reachedBy("a", 2)).isFalse();
        assertThat(turn.reachedBy("a", 3)).isTrue();
        assertThat(turn.reachedBy("b", 4)).isTrue();
        assertThat(turn.reachedBy("owner", 4)).isFalse();
    }

    @Test
    void aTurnOfNobodyIsRefused() {
        assertThatThrownBy(() -> new Turn(List.of(), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Turn(List.of("a"), -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
