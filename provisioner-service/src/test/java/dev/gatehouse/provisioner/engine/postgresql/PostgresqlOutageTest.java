package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.postgresql.Databases;
import dev.gatehouse.local.postgresql.EmbeddedPostgresql;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.TransientFailure;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target of its own that goes away in the middle of a run, before each of its steps. */
@QuarkusTest
@RealParts
class PostgresqlOutageTest {
    private static final Progress SILENT = doing -> {};

    @Inject
    PostgresqlEngine engine;

    @TempDir
    Path home;

    private EmbeddedPostgresql server;

    @BeforeEach
    void startTarget() {
        Path binaries = RepositoryRoot.find().resolve("deploy/local/target/postgresql");
        server = new EmbeddedPostgresql(home, binaries, Loopback.freePort(), "superuser");
        server.start();
        new Databases(server).ensureTargetRole("provisioning", "password");
    }

    @AfterEach
    void stopTarget() {
        server.close();
    }

    @Test
    void aTargetThatGoesInMidApplyIsWaitedForAndTheNextRunGoesOn() {
        for (String step : stepsOf(desired("steps"))) {
            DesiredComponent desired = desired("gone");
            assertThatThrownBy(() -> engine.apply(desired, goneBefore(step)))
                    .as(step)
                    .isInstanceOf(TransientFailure.class);
            server.start();
            engine.apply(desired, SILENT);
            assertThat(engine.observe(desired).asDesired()).as(step).isTrue();
        }
    }

    @Test
    void aTargetThatGoesInMidDestroyIsWaitedForToo() {
        DesiredComponent desired = desired("leaving");
        engine.apply(desired, SILENT);
        for (String step : List.of("drop the database", "drop its roles")) {
            assertThatThrownBy(() -> engine.destroy(desired, goneBefore(step)))
                    .as(step)
                    .isInstanceOf(TransientFailure.class);
            server.start();
        }
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired)).isEqualTo(ObservedComponent.ABSENT);
    }

    private List<String> stepsOf(DesiredComponent desired) {
        List<String> steps = new ArrayList<>();
        engine.apply(desired, steps::add);
        assertThat(steps).contains("ensure the roles", "ensure the database").hasSizeGreaterThan(5);
        return steps;
    }

    private Progress goneBefore(String step) {
        return doing -> {
            if (doing.equals(step)) {
                server.stop();
            }
        };
    }

    private DesiredComponent desired(String stack) {
        EngineTarget target = new EngineTarget(
                "leaving",
                Map.of("host", Loopback.HOST, "port", server.port()),
                Optional.of(new EngineTarget.Credential("provisioning", "password")));
        return Desired.component(Desired.stack(stack), "database", target, Map.of("extensions", List.of("citext")));
    }
}
