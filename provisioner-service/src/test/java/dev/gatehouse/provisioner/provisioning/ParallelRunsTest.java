package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.CountedEngine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** More stacks at once than may be worked at on one target. */
@QuarkusTest
@RealParts
class ParallelRunsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    Parts parts;

    @Inject
    CountedEngine engine;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "gatehouse.provisioner.parallel-per-target")
    int limit;

    @Test
    void neverMoreWorkOnATargetThanMayAndAllBecomeReady() {
        Registry.postgresql(parts);
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("counted@1.0.0");
        Events.component(release, "only", "counted");
        String template = stacks.release(release);
        int moreThanWaitInLine = limit + limit / 2 + 2;

        List<String> all = IntStream.range(0, moreThanWaitInLine)
                .mapToObj(i -> stacks.request(Events.stackRequested("counted-" + i, template)))
                .toList();
        await().atMost(PATIENCE).until(() -> engine.atWork() == limit);
        await().atMost(PATIENCE).until(() -> waiting() == limit / 2);
        engine.open();

        all.forEach(stack -> stacks.awaitState(stack, "READY"));
        assertThat(engine.most()).isEqualTo(limit);
        assertThat(engine.atWork()).isZero();
    }

    private double waiting() {
        Gauge waiting = meters.find("gatehouse.provisioner.target.waiting")
                .tags("kind", "counted", "target", "local-postgresql")
                .gauge();
        return waiting == null ? 0 : waiting.value();
    }
}
