package dev.gatehouse.provisioner.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.provisioner.progress.model.Piece;
import dev.gatehouse.provisioner.provisioning.StackProvisionings.StackProvisioning;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.provisioning.model.StackOrder.TemplateVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {
    private static final Instant BEGAN = Instant.parse("2026-11-28T10:00:00Z");
    private static final Set<String> BOTH = Set.of("a", "b");

    @Test
    void whatWasMadeIsDone() {
        assertThat(pieces(ProvisioningState.RUNNING, Map.of("component/a", second(1)), Set.of("b")))
                .containsExactly(new Piece("a", List.of(), second(1)), new Piece("b", List.of("a"), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"restored/a", "destroyed/a"})
    void whatWasTakenBackIsNotDone(String step) {
        Map<String, Instant> steps = Map.of("component/a", second(1), step, second(2));

        assertThat(pieces(ProvisioningState.RUNNING, steps, BOTH)).noneMatch(Piece::done);
        assertThat(pieces(ProvisioningState.FAILED, steps, BOTH)).hasSize(2).noneMatch(Piece::done);
    }

    @Test
    void whatALaterAttemptMadeAgainIsDone() {
        Map<String, Instant> steps = Map.of("component/a", second(3), "restored/a", second(2));

        assertThat(pieces(ProvisioningState.RUNNING, steps, Set.of("b")))
                .extracting(Piece::doneAt)
                .containsExactly(second(3), null);
    }

    @Test
    void whatWasTakenBackAndNeedsNotBeMadeAgainIsNoWork() {
        Map<String, Instant> steps =
                Map.of("component/a", second(1), "restored/a", second(2), "component/b", second(3));

        assertThat(pieces(ProvisioningState.READY, steps, Set.of()))
                .containsExactly(new Piece("b", List.of(), second(3)));
    }

    @Test
    void whatALaterAttemptMadeAgainIsStillToBeLedBack() {
        Map<String, Instant> steps = Map.of("component/a", second(3), "restored/a", second(2));

        assertThat(pieces(ProvisioningState.UNDOING, steps, Set.of()))
                .extracting(Piece::name, Piece::doneAt)
                .contains(tuple("a", null));
    }

    private static List<Piece> pieces(ProvisioningState state, Map<String, Instant> steps, Set<String> affected) {
        StackOrder order = new StackOrder(
                "stack",
                "name",
                "checkout",
                "test",
                "checkout-name",
                Map.of(),
                new TemplateVersion("template", "2.0.0"),
                Map.of(),
                Map.of(),
                2,
                new Operation("operation", 2, "upgrade"));
        Provisioning operation = new Provisioning(order, 2, state, Map.of(), null, BEGAN, null);
        List<Component> components = List.of(
                Component.pending("a", "scripted", "platform", "none", List.of()),
                Component.pending("b", "scripted", "platform", "none", List.of("a")));
        return Pieces.of(new StackProvisioning(operation, components), steps, true, affected);
    }

    private static Instant second(int second) {
        return BEGAN.plusSeconds(second);
    }
}
