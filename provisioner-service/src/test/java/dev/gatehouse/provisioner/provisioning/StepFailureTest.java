package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.ScriptedEngine;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each step of a first provisioning fails, and each undo and each removal fails once. */
@QuarkusTest
@RealParts
class StepFailureTest {
    private static final List<String> CHAIN = List.of("first", "second", "third");

    Parts parts;

    @Inject
    ScriptedEngine engine;

    private Stacks stacks;

    @BeforeEach
    void release() {
        stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("steps@1.0.0");
        Events.component(release, "first", "scripted");
        Events.component(release, "second", "scripted", "first");
        Events.component(release, "third", "scripted", "second");
        stacks.release(release);
    }

    @Test
    void whicheverStepFailsForGoodNothingIsLeftThoughEachUndoFailsOnce() {
        List<String> made = new ArrayList<>();
        for (String failing : CHAIN) {
            ObjectNode request = Events.stackRequested("undone-" + failing, "steps@1.0.0");
            String stack = request.get("subject").asText();
            engine.refuse(stack, "apply", failing);
            failOnce(stack, "destroy");
            made.add(stacks.request(request));
        }
        for (int i = 0; i < CHAIN.size(); i++) {
            String stack = made.get(i);
            stacks.awaitOperation(stack, 1, "FAILED");
            List<String> expected = new ArrayList<>();
            CHAIN.subList(0, i + 1).forEach(component -> expected.add("apply " + component));
            for (int j = i; j >= 0; j--) {
                expected.addAll(List.of("destroy " + CHAIN.get(j), "destroy " + CHAIN.get(j)));
            }
            assertThat(engine.calls(stack)).containsExactlyElementsOf(expected);
            assertThat(CHAIN).allMatch(component -> engine.standing(stack, component) == null);
            List<ObjectNode> facts = stacks.facts(stack);
            ObjectNode failed = facts.get(facts.size() - 1);
            assertThat(failed.at("/data/component").asText()).isEqualTo(CHAIN.get(i));
            assertThat(failed.at("/data/orphans")).isEmpty();
        }
    }

    @Test
    void eachStepAndEachRemovalMayFailOnce() {
        ObjectNode request = Events.stackRequested("stubborn", "steps@1.0.0");
        String stack = request.get("subject").asText();
        failOnce(stack, "apply");
        failOnce(stack, "destroy");
        stacks.request(request);
        stacks.awaitOperation(stack, 1, "READY");

        stacks.request(Events.deletionRequested(request, 2, 2));

        stacks.awaitOperation(stack, 2, "DELETED");
        assertThat(engine.calls(stack))
                .containsExactly(
                        "apply first",
                        "apply first",
                        "apply second",
                        "apply second",
                        "apply third",
                        "apply third",
                        "destroy third",
                        "destroy third",
                        "destroy second",
                        "destroy second",
                        "destroy first",
                        "destroy first");
        assertThat(stacks.facts(stack))
                .extracting(Stacks::type)
                .containsExactly(
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "StackProvisioned",
                        "ComponentDestroyed",
                        "ComponentDestroyed",
                        "ComponentDestroyed",
                        "StackDeleted");
    }

    private void failOnce(String stack, String verb) {
        engine.failOnce(stack, verb, CHAIN.toArray(String[]::new));
    }
}
