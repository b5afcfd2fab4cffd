package dev.gatehouse.request.stack.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.request.stack.model.ProvisioningFact.NamedComponent;
import dev.gatehouse.request.stack.model.StackComponent.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentListTest {
    private static final StackComponent DATABASE =
            new StackComponent("database", "postgresql", "platform", State.PROVISIONED, Map.of("host", "db"));
    private static final StackComponent APPLICATION = StackComponent.pending("application", "gitops", "developer");

    private final ComponentList list = new ComponentList(List.of(DATABASE, APPLICATION));

    @Test
    void whatTheListLacksIsAddedWhenItStands() {
        assertThat(list.provisioned(new NamedComponent("cache", "noop", "platform"), Map.of("port", 6379))
                        .components())
                .containsExactly(
                        DATABASE,
                        APPLICATION,
                        new StackComponent("cache", "noop", "platform", State.PROVISIONED, Map.of("port", 6379)));
    }

    @Test
    void whatTheListHasTakesTheOwnerThatIsTold() {
        assertThat(list.provisioned(new NamedComponent("database", "postgresql", "developer"), Map.of())
                        .components()
                        .get(0))
                .isEqualTo(new StackComponent("database", "postgresql", "developer", State.PROVISIONED, Map.of()));
        assertThat(list.provisioned(new NamedComponent("database", "postgresql", null), Map.of())
                        .components()
                        .get(0)
                        .owner())
                .isEqualTo("platform");
    }

    @Test
    void exactlyWhatIsToldIsLeftWithWhatWasKnownOfIt() {
        List<NamedComponent> told = List.of(
                new NamedComponent("cache", "noop", "platform"),
                new NamedComponent("database", "postgresql", "developer"));

        assertThat(list.exactly(told).components())
                .containsExactly(
                        new StackComponent(
                                "database", "postgresql", "developer", State.PROVISIONED, Map.of("host", "db")),
                        StackComponent.pending("cache", "noop", "platform"));
    }

    @Test
    void whoTellsNoOwnersChangesNoList() {
        assertThat(list.exactly(null)).isEqualTo(list);
        assertThat(list.exactly(List.of(new NamedComponent("cache", "noop", null))))
                .isEqualTo(list);
        assertThat(list.provisioned(new NamedComponent("cache", "noop", null), Map.of()))
                .isEqualTo(list);
    }
}
