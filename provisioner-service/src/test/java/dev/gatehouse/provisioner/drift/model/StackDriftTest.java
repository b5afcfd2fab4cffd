package dev.gatehouse.provisioner.drift.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.drift.model.DriftFact.DriftDetected;
import dev.gatehouse.provisioner.drift.model.DriftFact.DriftResolved;
import dev.gatehouse.provisioner.drift.model.DriftFact.RepairNeeded;
import dev.gatehouse.provisioner.drift.model.DriftFact.StackDegraded;
import dev.gatehouse.provisioner.drift.model.DriftFact.StackRecovered;
import dev.gatehouse.provisioner.drift.model.Seen.State;
import dev.gatehouse.provisioner.drift.model.StackDrift.Change;
import dev.gatehouse.provisioner.drift.model.StackDrift.Standing;
import dev.gatehouse.provisioner.drift.model.StackDrift.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackDriftTest {
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Instant START = Instant.parse("2026-11-22T11:00:00Z");
    private static final StackDrift NONE = new StackDrift("s", List.of(), Told.NOTHING);

    @Test
    void driftIsToldOnceAndAgainOnlyWhereItLooksOtherwise() {
        Change first = NONE.drifted(drift("database", DriftPolicy.REPORT, true, present("20", "7")), at(0));
        assertThat(first.facts()).hasExactlyElementsOfTypes(DriftDetected.class, StackDegraded.class);

        Change same = first.after().drifted(drift("database", DriftPolicy.REPORT, true, present("20", "7")), at(10));
        assertThat(same.facts()).isEmpty();

        Change other = same.after().drifted(drift("database", DriftPolicy.REPORT, true, present("20", "8")), at(20));
        assertThat(other.facts()).hasExactlyElementsOfTypes(DriftDetected.class);
        assertThat(other.after().open().get(0).since()).isEqualTo(START);

        Change resolved = other.after().resolved("database", at(30));
        assertThat(resolved.facts())
                .containsExactly(
                        new DriftResolved("s", "database", "as desired", at(30).now()),
                        new StackRecovered("s", at(30).now()));
        assertThat(resolved.after()).isEqualTo(NONE);
        assertThat(resolved.after().resolved("database", at(40)).facts()).isEmpty();
    }

    /** A branch that grew hides who wrote a file; that is no other drift. */
    @Test
    void whoeverWroteItIsRememberedWhereTheTargetForgetsAndSomebodyElseIsTold() {
        Change first = NONE.drifted(drift("application", DriftPolicy.REPORT, true, written("7", "Eve")), at(0));

        Change forgotten =
                first.after().drifted(drift("application", DriftPolicy.REPORT, true, written("7", null)), at(10));
        assertThat(forgotten.facts()).isEmpty();
        assertThat(forgotten.after()).isEqualTo(first.after());

        assertThat(forgotten
                        .after()
                        .drifted(drift("application", DriftPolicy.REPORT, true, written("7", "Mallory")), at(20))
                        .facts())
                .hasExactlyElementsOfTypes(DriftDetected.class);
        Change other =
                forgotten.after().drifted(drift("application", DriftPolicy.REPORT, true, written("8", null)), at(20));
        assertThat(other.facts()).hasExactlyElementsOfTypes(DriftDetected.class);
        assertThat(other.after().open().get(0).seen().differences().get(0).writer())
                .isNull();
    }

    @Test
    void aStackIsDegradedUntilTheLastDriftThatDegradesItIsResolved() {
        StackDrift both = NONE.drifted(drift("a", DriftPolicy.REPORT, true, present("1", "2")), at(0))
                .after()
                .drifted(drift("b", DriftPolicy.REPORT, true, new Seen(State.ABSENT, List.of())), at(1))
                .after();

        Change one = both.resolved("a", at(2));
        assertThat(one.facts()).hasSize(2).last().isInstanceOfSatisfying(StackDegraded.class, fact -> {
            assertThat(fact.components()).containsExactly("b");
            assertThat(fact.reason()).isEqualTo("b (postgresql) is gone");
            assertThat(fact.since()).isEqualTo(START);
        });
        assertThat(one.after().resolved("b", at(3)).facts())
                .hasExactlyElementsOfTypes(DriftResolved.class, StackRecovered.class);
        assertThat(both.outlived("b", START).facts())
                .hasExactlyElementsOfTypes(DriftResolved.class, StackDegraded.class)
                .first()
                .isEqualTo(new DriftResolved("s", "b", "removed", START));
    }

    @Test
    void whatATeamChangedInItsOwnPartDegradesNothingButWhatIsGoneOrSomebodyElsesDoes() {
        assertThat(Drift.degrades("developer", present("1", "2"))).isFalse();
        assertThat(Drift.degrades("platform", present("1", "2"))).isTrue();
        assertThat(Drift.degrades("developer", new Seen(State.ABSENT, List.of())))
                .isTrue();
        assertThat(Drift.degrades("developer", new Seen(State.FOREIGN, List.of())))
                .isTrue();
        assertThat(NONE.drifted(drift("a", DriftPolicy.ASK, false, present("1", "2")), at(0))
                        .facts())
                .hasExactlyElementsOfTypes(DriftDetected.class);
    }

    @Test
    void aRepairIsAskedForLessAndLessOftenWhileTheDriftStays() {
        Drift drift = drift("a", DriftPolicy.REPAIR, false, present("1", "2"));
        StackDrift stack = NONE;
        List<Integer> asked = new ArrayList<>();
        for (int minute = 0; minute <= 640; minute += 10) {
            Change change = stack.drifted(drift, at(minute));
            if (change.facts().stream().anyMatch(RepairNeeded.class::isInstance)) {
                asked.add(minute / 10);
            }
            stack = change.after();
        }
        assertThat(asked).containsExactly(0, 1, 3, 7, 15, 31, 47, 63);
    }

    @Test
    void aRepairIsAskedForLessAndLessOftenWhileSomebodyRevertsItEachTime() {
        Drift drift = drift("a", DriftPolicy.REPAIR, false, present("1", "2"));
        StackDrift stack = NONE;
        List<Integer> asked = new ArrayList<>();
        for (int minute = 0; minute <= 640; minute += 10) {
            Change change = stack.drifted(drift, at(minute));
            stack = change.after();
            if (change.facts().stream().anyMatch(RepairNeeded.class::isInstance)) {
                asked.add(minute / 10);
                stack = stack.resolved("a", at(minute + 1)).after();
            }
        }
        assertThat(asked).containsExactly(0, 1, 3, 7, 15, 31, 47, 63);
    }

    @Test
    void aRepairThatHeldForTwiceTheLastWaitIsForgotten() {
        Drift drift = drift("a", DriftPolicy.REPAIR, false, present("1", "2"));
        StackDrift repaired = NONE.drifted(drift, at(0))
                .after()
                .drifted(drift, at(10))
                .after()
                .resolved("a", at(11))
                .after();
        assertThat(repaired.askAt()).isEqualTo(START.plus(Duration.ofMinutes(30)));
        assertThat(repaired.drifted(drift, at(29)).facts()).hasExactlyElementsOfTypes(DriftDetected.class);
        assertThat(asks(repaired.drifted(drift, at(69)))).isEqualTo(3);
        assertThat(asks(repaired.drifted(drift, at(70)))).isEqualTo(1);
        assertThat(StackDrift.memory(INTERVAL)).isEqualTo(Duration.ofMinutes(320));
    }

    @Test
    void twoThatAreRevertedInTurnAreNotAskedForAtOnceForEver() {
        Drift a = drift("a", DriftPolicy.REPAIR, false, present("1", "2"));
        Drift b = drift("b", DriftPolicy.REPAIR, false, present("1", "2"));
        StackDrift both = NONE.drifted(a, at(0))
                .after()
                .resolved("a", at(1))
                .after()
                .drifted(b, at(2))
                .after()
                .resolved("b", at(3))
                .after();
        assertThat(both.drifted(a, at(4)).facts()).hasExactlyElementsOfTypes(DriftDetected.class);
    }

    @Test
    void whatDoesNotStandIsAskedForAgainOnlyWhenItIsTime() {
        StackDrift asked = NONE.drifted(drift("a", DriftPolicy.REPAIR, false, present("1", "2")), at(0))
                .after();
        assertThat(asked.unrepaired(at(9)).facts()).isEmpty();
        assertThat(asked.unrepaired(at(10)).facts()).hasExactlyElementsOfTypes(RepairNeeded.class);
        assertThat(asked.unrepaired(at(10)).after().open()).isEqualTo(asked.open());
    }

    @Test
    void aRepairIsAskedForAtOnceWhereMoreHasDriftedAndNamesWhatIsDue() {
        Drift b = drift("b", DriftPolicy.REPAIR, false, present("1", "2"));
        StackDrift one = NONE.drifted(drift("a", DriftPolicy.REPAIR, false, present("1", "2")), at(0))
                .after();
        Change two = one.drifted(b, at(1));
        assertThat(repairs(two)).containsExactly("b");
        assertThat(two.after().resolved("a", at(2)).facts()).hasExactlyElementsOfTypes(DriftResolved.class);
        assertThat(repairs(two.after().drifted(b, at(11)))).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeRepairedSilencesNothingElse() {
        StackDrift hopeless = NONE.drifted(drift("a", DriftPolicy.REPAIR, false, present("1", "2")), at(0))
                .after();
        for (int minute : new int[] {10, 30, 70, 150, 310}) {
            hopeless = hopeless.unrepaired(at(minute)).after();
        }
        Drift b = drift("b", DriftPolicy.REPAIR, false, present("1", "2"));
        Change first = hopeless.drifted(b, at(320));
        StackDrift repaired = first.after().resolved("b", at(321)).after();
        Change again = repaired.drifted(b, at(350));

        assertThat(repairs(first)).containsExactly("b");
        assertThat(repairs(again)).containsExactly("b");
        assertThat(again.after().askAt()).isEqualTo(at(360).now());
        assertThat(again.after().unrepaired(at(359)).facts()).isEmpty();
        assertThat(repairs(again.after().unrepaired(at(360)))).containsExactly("b");
        assertThat(repairs(again.after().unrepaired(at(470)))).containsExactly("a", "b");
    }

    private static List<String> repairs(Change change) {
        return change.facts().stream()
                .filter(RepairNeeded.class::isInstance)
                .flatMap(fact -> ((RepairNeeded) fact).components().stream())
                .toList();
    }

    private static int asks(Change change) {
        return change.after().told().asked().get(0).asks();
    }

    @Test
    void nobodysThingsAreToBeRepairedAwayAndOnlyRepairAsksForAnything() {
        Seen foreign = new Seen(State.FOREIGN, List.of());
        assertThat(NONE.drifted(drift("a", DriftPolicy.REPAIR, true, foreign), at(0))
                        .facts())
                .hasExactlyElementsOfTypes(DriftDetected.class, StackDegraded.class);
        for (DriftPolicy policy : List.of(DriftPolicy.ASK, DriftPolicy.REPORT)) {
            assertThat(NONE.drifted(drift("a", policy, false, present("1", "2")), at(0))
                            .facts())
                    .hasExactlyElementsOfTypes(DriftDetected.class);
        }
    }

    @Test
    void whatSomebodyMayHaveWrittenAsASecretIsWithheld() {
        assertThat(new FieldDifference("/spec/values/dbPassword", "absent", "hunter2", "eve").live())
                .isEqualTo(FieldDifference.WITHHELD);
        assertThat(new FieldDifference("/spec/values/db", "absent", "{\"token\":\"hunter2\"}", null).live())
                .isEqualTo(FieldDifference.WITHHELD);
        assertThat(new FieldDifference("/spec/values/replicas", "2", "3", null).live())
                .isEqualTo("3");
        assertThat(new FieldDifference("password", "rotation 2", "rotation 1", null).live())
                .isEqualTo("rotation 1");
    }

    private static Seen present(String desired, String live) {
        return new Seen(State.PRESENT, List.of(new FieldDifference("connections", desired, live, null)));
    }

    private static Seen written(String live, String writer) {
        return new Seen(State.PRESENT, List.of(new FieldDifference("/spec", "1", live, writer)));
    }

    private static Drift drift(String component, DriftPolicy policy, boolean degrades, Seen seen) {
        return new Drift("s", component, "checkout", "postgresql", "local-postgresql", policy, degrades, seen, START);
    }

    private static Standing at(int minute) {
        return new Standing(START.plus(Duration.ofMinutes(minute)), 3, 5, INTERVAL);
    }
}
