package dev.gatehouse.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamePlanTest {
    private static final DesiredComponent COMPONENT =
            Desired.component(Desired.stack("shop"), "database", EngineTarget.NONE, Map.of());

    @ParameterizedTest
    @CsvSource({
        "CREATED, CREATED",
        "CREATED, CHANGED",
        "CREATED, UNCHANGED",
        "CHANGED, CHANGED",
        "CHANGED, UNCHANGED",
        "UNCHANGED, UNCHANGED",
        "UNCHANGED, CHANGED",
        "REPLACED, REPLACED",
        "REPLACED, CREATED",
        "REPLACED, CHANGED",
        "REPLACED, UNCHANGED",
        "DESTROYED, DESTROYED"
    })
    void whatIsPlannedAndWhatAnInterruptedRunLeftOfItGoOn(Change planned, Change now) {
        assertThatCode(() -> SamePlan.check(COMPONENT, plan(planned), plan(now)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED, REPLACED, to be created",
        "CREATED, DESTROYED, to be created",
        "CHANGED, CREATED, to be changed",
        "CHANGED, REPLACED, to be changed",
        "CHANGED, DESTROYED, to be changed",
        "UNCHANGED, CREATED, to stay as it is",
        "UNCHANGED, REPLACED, to stay as it is",
        "REPLACED, DESTROYED, to be replaced",
        "DESTROYED, CREATED, to be destroyed",
        "DESTROYED, CHANGED, to be destroyed"
    })
    void whatIsOfAnotherKindIsRefusedAndSaidOfWhichResource(Change planned, Change now, String words) {
        assertThatThrownBy(() -> SamePlan.check(COMPONENT, plan(planned), plan(now)))
                .isInstanceOf(PermanentFailure.class)
                .hasMessage("component database would not become what was planned: entry 0 was " + words
                        + ", and would now be " + now.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void whatWasNoPartOfThePlanIsNotMadeAndNotEachIsNamed() {
        assertThatThrownBy(() -> SamePlan.check(
                        COMPONENT,
                        plan(),
                        plan(Change.CREATED, Change.CREATED, Change.UNCHANGED, Change.CREATED, Change.CREATED)))
                .isInstanceOfSatisfying(PermanentFailure.class, refused -> assertThat(refused.reason())
                        .contains("entry 0 was no part of it, and would now be created")
                        .endsWith("and 1 more"));
    }

    private static ComponentPlan plan(Change... changes) {
        List<Change> all = Arrays.asList(changes);
        return new ComponentPlan(IntStream.range(0, all.size())
                .mapToObj(i -> new PlannedResource(new Resource("entry", Integer.toString(i)), all.get(i), List.of()))
                .toList());
    }
}
