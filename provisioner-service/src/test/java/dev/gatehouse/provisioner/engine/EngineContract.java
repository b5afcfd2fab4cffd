package dev.gatehouse.provisioner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import dev.gatehouse.provisioner.engine.ObservedComponent.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every engine promises; each engine's test says how to look at the world without the engine. */
public abstract class EngineContract {
    protected static final Progress SILENT = doing -> {};

    protected abstract Engine engine();

    /** A component of this kind. */
    protected abstract DesiredComponent desired(StackIdentity stack);

    /** The same component after a change of its inputs. */
    protected abstract DesiredComponent changed(StackIdentity stack);

    /** How everything is that the component might have made, by type and id, seen without the engine. */
    protected abstract Map<String, String> world(DesiredComponent component) throws Exception;

    @Test
    void aPlanChangesNothingAndIsWhatTheApplyThenDoes() throws Exception {
        DesiredComponent desired = desired(Desired.stack("planned"));
        Map<String, String> before = world(desired);

        ComponentPlan plan = engine().plan(desired);

        assertThat(world(desired)).isEqualTo(before);
        AppliedComponent applied = engine().apply(desired, SILENT);
        assertThat(resources(plan, Change.CREATED)).isEqualTo(added(before, world(desired)));
        assertThat(plan.resources()).allMatch(planned -> planned.change() == Change.CREATED);
        assertHandedOn(desired, applied);
        assertThat(applied.resources())
                .containsAll(
                        plan.resources().stream().map(PlannedResource::resource).toList());
        assertThat(engine().plan(desired).changesNothing()).isTrue();
        assertThat(engine().observe(desired).asDesired()).isTrue();
    }

    @Test
    void aPlanOfAChangeIsWhatTheApplyThenDoes() throws Exception {
        StackIdentity first = Desired.stack("changing");
        engine().apply(desired(first), SILENT);
        DesiredComponent changed = changed(next(first));
        Map<String, String> before = world(changed);

        ComponentPlan plan = engine().plan(changed);

        assertThat(world(changed)).isEqualTo(before);
        engine().apply(changed, SILENT);
        Map<String, String> after = world(changed);
        assertThat(resources(plan, Change.CREATED)).isEqualTo(added(before, after));
        assertThat(resources(plan, Change.CHANGED)).isEqualTo(altered(before, after));
        assertThat(plan.resources())
                .filteredOn(planned -> planned.change() == Change.CHANGED)
                .allMatch(planned -> !planned.differences().isEmpty());
        assertThat(engine().plan(changed).changesNothing()).isTrue();
    }

    @Test
    void applyingTwiceIsApplyingOnce() throws Exception {
        DesiredComponent desired = desired(Desired.stack("twice"));
        AppliedComponent first = engine().apply(desired, SILENT);
        Map<String, String> world = world(desired);
        assertThat(engine().apply(desired, SILENT)).isEqualTo(first);
        assertThat(world(desired)).isEqualTo(world);
    }

    @Test
    void destroyingTwiceIsDestroyingOnce() throws Exception {
        DesiredComponent desired = desired(Desired.stack("gone"));
        Map<String, String> before = world(desired);
        engine().destroy(desired, SILENT);
        assertThat(world(desired)).isEqualTo(before);
        engine().apply(desired, SILENT);
        engine().destroy(desired, SILENT);
        assertThat(world(desired)).isEqualTo(before);
        engine().destroy(desired, SILENT);
        assertThat(world(desired)).isEqualTo(before);
        assertThat(engine().plan(desired).resources()).allMatch(planned -> planned.change() == Change.CREATED);
    }

    /** Whatever a run was about to do when it was killed, the next one goes on from there, and by the same plan. */
    @Test
    void everyStepMayFailOnce() throws Exception {
        for (int step = 1; ; step++) {
            DesiredComponent desired = desired(Desired.stack("step-" + step));
            Map<String, String> before = world(desired);
            FailingOnce applying = new FailingOnce(step);
            FailingOnce destroying = new FailingOnce(step);

            ComponentPlan plan = engine().plan(desired);
            applying.run(progress -> engine().apply(desired, plan, progress));
            assertThat(engine().observe(desired).asDesired()).isTrue();
            destroying.run(progress -> engine().destroy(desired, progress));
            assertThat(world(desired)).isEqualTo(before);

            if (applying.untouched() && destroying.untouched()) {
                return;
            }
        }
    }

    /** What an interrupted run has done of a change is no other plan. */
    @Test
    void aPlannedChangeIsMadeAlsoWhereEveryStepFailsOnce() throws Exception {
        for (int step = 1; ; step++) {
            StackIdentity first = Desired.stack("held-" + step);
            engine().apply(desired(first), SILENT);
            DesiredComponent changed = changed(next(first));
            FailingOnce changing = new FailingOnce(step);

            ComponentPlan plan = engine().plan(changed);
            changing.run(progress -> engine().apply(changed, plan, progress));
            assertThat(engine().plan(changed).changesNothing()).isTrue();

            if (changing.untouched()) {
                return;
            }
        }
    }

    protected static StackIdentity next(StackIdentity stack) {
        return Desired.stack(stack.id(), stack.name(), stack.generation() + 1, stack.operationNumber() + 1);
    }

    private static Set<String> resources(ComponentPlan plan, Change change) {
        return plan.resources().stream()
                .filter(planned -> planned.change() == change)
                .map(planned ->
                        planned.resource().type() + " " + planned.resource().id())
                .collect(Collectors.toSet());
    }

    /** An output that hands an input on is that input, so that it can be traced to whoever set it. */
    void assertHandedOn(DesiredComponent desired, AppliedComponent applied) {
        applied.outputs().forEach((output, value) -> engine().handsOn(output)
                .map(desired.inputs()::get)
                .ifPresent(input -> assertThat(value).as(output).isEqualTo(input)));
    }

    private static Set<String> added(Map<String, String> before, Map<String, String> after) {
        assertThat(after.keySet()).containsAll(before.keySet());
        Set<String> added = new HashSet<>(after.keySet());
        added.removeAll(before.keySet());
        return added;
    }

    private static Set<String> altered(Map<String, String> before, Map<String, String> after) {
        Map<String, String> kept = new HashMap<>(after);
        kept.keySet().retainAll(before.keySet());
        kept.entrySet().removeIf(one -> one.getValue().equals(before.get(one.getKey())));
        return kept.keySet();
    }

    /** Engines that make something that somebody else may have made before. */
    public abstract static class WithResources extends EngineContract {

        /** Takes away what the component holds, as somebody does behind the platform's back. */
        protected abstract void takeAway(DesiredComponent component) throws Exception;

        /** Puts something that is nobody's where the component would be. */
        protected abstract void makeForeign(DesiredComponent component) throws Exception;

        /** Puts something where the component would be, and returns the component that may adopt it. */
        protected abstract DesiredComponent makeAdoptable(StackIdentity stack) throws Exception;

        /** Names the team that may adopt what {@link #makeAdoptable} made, and no other. */
        protected abstract void agree(DesiredComponent component, String team) throws Exception;

        /** Takes the agreement back. */
        protected abstract void withdraw(DesiredComponent component) throws Exception;

        /** The component of another stack that reaches for the same thing. */
        protected abstract DesiredComponent rival(DesiredComponent component);

        @Test
        void whatIsForeignIsNeverTouched() throws Exception {
            DesiredComponent desired = desired(
                    Desired.stack("foreign-" + UUID.randomUUID().toString().substring(0, 8)));
            makeForeign(desired);
            Map<String, String> before = world(desired);
            for (Runnable run : List.<Runnable>of(
                    () -> engine().plan(desired), () -> engine().apply(desired, SILENT), () -> engine().destroy(
                                    desired, SILENT))) {
                assertThatThrownBy(run::run)
                        .isInstanceOf(PermanentFailure.class)
                        .hasMessageContaining("does not belong to this stack");
            }
            assertThat(engine().observe(desired).state()).isEqualTo(State.FOREIGN);
            assertThat(world(desired)).isEqualTo(before);
        }

        /** It would not be what it was: the plan said that it is changed. */
        @Test
        void whatIsGoneSinceThePlanIsNotMadeAnew() throws Exception {
            StackIdentity first =
                    Desired.stack("gone-" + UUID.randomUUID().toString().substring(0, 8));
            engine().apply(desired(first), SILENT);
            DesiredComponent changed = changed(next(first));
            ComponentPlan plan = engine().plan(changed);
            takeAway(changed);
            Map<String, String> before = world(changed);

            assertThatThrownBy(() -> engine().apply(changed, plan, SILENT))
                    .isInstanceOfSatisfying(PermanentFailure.class, refused -> {
                        assertThat(refused.reason()).contains("would now be created");
                        assertThat(refused.remedy()).contains("POST /api/v1/stacks:plan");
                    });

            assertThat(world(changed)).isEqualTo(before);
            engine().apply(changed, engine().plan(changed), SILENT);
            assertThat(engine().observe(changed).asDesired()).isTrue();
        }

        @Test
        void whatBecameSomebodyElsesSinceThePlanIsRefused() throws Exception {
            DesiredComponent desired = desired(
                    Desired.stack("taken-" + UUID.randomUUID().toString().substring(0, 8)));
            ComponentPlan plan = engine().plan(desired);
            makeForeign(desired);
            Map<String, String> before = world(desired);
            assertThatThrownBy(() -> engine().apply(desired, plan, SILENT))
                    .isInstanceOf(PermanentFailure.class)
                    .hasMessageContaining("does not belong to this stack");
            assertThat(world(desired)).isEqualTo(before);
        }

        @Test
        void whatIsAdoptedIsThisStacksFromThenOn() throws Exception {
            DesiredComponent desired = makeAdoptable(
                    Desired.stack("adopting-" + UUID.randomUUID().toString().substring(0, 8)));
            assertThatThrownBy(() -> engine().apply(desired, SILENT)).isInstanceOf(PermanentFailure.class);

            AppliedComponent adopted = engine().adopt(desired, SILENT);

            assertHandedOn(desired, adopted);
            assertThat(engine().plan(desired).changesNothing()).isTrue();
            assertThat(engine().observe(desired).asDesired()).isTrue();
            Map<String, String> world = world(desired);
            assertThat(engine().adopt(desired, SILENT)).isEqualTo(adopted);
            assertThat(engine().apply(desired, SILENT)).isEqualTo(adopted);
            DesiredComponent rival = rival(desired);
            assertThatThrownBy(() -> engine().adopt(rival, SILENT)).isInstanceOf(PermanentFailure.class);
            assertThatThrownBy(() -> engine().apply(rival, SILENT)).isInstanceOf(PermanentFailure.class);
            try {
                engine().destroy(rival, SILENT);
            } catch (PermanentFailure refused) {
                assertThat(refused).hasMessageContaining("does not belong to this stack");
            }
            assertThat(world(desired)).isEqualTo(world);
        }

        @Test
        void whatWasAdoptedIsGivenBackAsItWasAndMayBeAdoptedAgain() throws Exception {
            DesiredComponent desired = makeAdoptable(
                    Desired.stack("giving-" + UUID.randomUUID().toString().substring(0, 8)));
            Map<String, String> before = world(desired);
            for (int time = 1; time <= 2; time++) {
                engine().adopt(desired, SILENT);
                assertThat(world(desired)).isNotEqualTo(before);
                engine().apply(again(desired), SILENT);
                engine().destroy(again(desired), SILENT);
                assertThat(world(desired)).isEqualTo(before);
                engine().destroy(again(desired), SILENT);
                assertThat(world(desired)).isEqualTo(before);
            }
        }

        @Test
        void whatIsToBeAdoptedAndNeverWasIsLeftAlone() throws Exception {
            DesiredComponent desired = makeAdoptable(
                    Desired.stack("never-" + UUID.randomUUID().toString().substring(0, 8)));
            Map<String, String> before = world(desired);
            try {
                engine().destroy(desired, SILENT);
            } catch (PermanentFailure refused) {
                assertThat(refused).hasMessageContaining("does not belong to this stack");
            }
            assertThat(world(desired)).isEqualTo(before);
        }

        /** Whatever an adoption, or the giving back, was about to do when it was killed: nothing is lost. */
        @Test
        void everyStepOfAnAdoptionMayFailOnce() throws Exception {
            for (int step = 1; ; step++) {
                DesiredComponent desired = makeAdoptable(Desired.stack(
                        "adopt-" + step + "-" + UUID.randomUUID().toString().substring(0, 8)));
                Map<String, String> before = world(desired);
                FailingOnce adopting = new FailingOnce(step);
                FailingOnce givingBack = new FailingOnce(step);

                adopting.run(progress -> engine().adopt(desired, progress));
                assertThat(engine().observe(desired).asDesired()).isTrue();
                givingBack.run(progress -> engine().destroy(desired, progress));
                assertThat(world(desired)).isEqualTo(before);

                FailingOnce brokenOff = new FailingOnce(step);
                brokenOff.runOnly(progress -> engine().adopt(desired, progress));
                engine().destroy(desired, SILENT);
                assertThat(world(desired)).as("broken off at step %d", step).isEqualTo(before);

                if (adopting.untouched() && givingBack.untouched()) {
                    return;
                }
            }
        }

        @Test
        void onlyTheTeamThatWasNamedAdopts() throws Exception {
            StackIdentity stack =
                    Desired.stack("agreed-" + UUID.randomUUID().toString().substring(0, 8));
            DesiredComponent desired = makeAdoptable(stack);
            withdraw(desired);
            Map<String, String> before = world(desired);
            assertRefused(desired);
            agree(desired, "payments");
            assertRefused(desired);
            agree(desired, stack.team() + "2");
            assertRefused(desired);
            withdraw(desired);
            assertThat(world(desired)).isEqualTo(before);
            agree(desired, stack.team());
            engine().adopt(desired, SILENT);
            assertThat(engine().observe(desired).asDesired()).isTrue();
        }

        private void assertRefused(DesiredComponent desired) {
            assertThatThrownBy(() -> engine().adopt(desired, SILENT))
                    .isInstanceOfSatisfying(PermanentFailure.class, failure -> {
                        assertThat(failure.reason())
                                .contains("nobody has agreed that team "
                                        + desired.stack().team() + " adopts it");
                        assertThat(failure.remedy()).contains("gatehouse.dev/adoptable-by");
                    });
        }

        /** The same component a generation later. */
        private DesiredComponent again(DesiredComponent desired) {
            return Desired.component(next(desired.stack()), desired.name(), desired.target(), desired.inputs());
        }

        @Test
        void whereNothingIsNothingIsAdopted() throws Exception {
            DesiredComponent desired = desired(
                    Desired.stack("nothing-" + UUID.randomUUID().toString().substring(0, 8)));
            Map<String, String> before = world(desired);
            assertThatThrownBy(() -> engine().adopt(desired, SILENT))
                    .isInstanceOf(PermanentFailure.class)
                    .hasMessageContaining("to adopt");
            assertThat(world(desired)).isEqualTo(before);
        }
    }
}
