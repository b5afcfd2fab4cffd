package dev.gatehouse.provisioner.engine.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackPathTest {

    @Test
    void aComponentHasItsOwnFileBelowItsTeamAndStack() {
        assertThat(path("shop", "application").path()).isEqualTo("stacks/checkout/shop/application.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", "../../x", "A", "", "-x", "a..b", "x.lock", "a\nb", ".git"})
    void aNameThatLeavesItsPlaceIsRefused(String name) {
        assertThatThrownBy(() -> path(name, "application")).isInstanceOf(PermanentFailure.class);
        assertThatThrownBy(() -> path("shop", name)).isInstanceOf(PermanentFailure.class);
    }

    private static StackPath path(String stack, String component) {
        return StackPath.of(Desired.component(Desired.stack(stack), component, EngineTarget.NONE, Map.of()));
    }
}
