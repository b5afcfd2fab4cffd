package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.Engagements.Engagement;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is at work is known to all, and never believed of somebody who is gone. */
@QuarkusTest
@RealParts
class EngagementsTest {
    private static final Progress NOTHING = doing -> {};

    Parts parts;

    @Inject
    Engagements engagements;

    @Inject
    BlockingBridge bridge;

    private final String stack = UUID.randomUUID().toString();

    @Test
    void aStackIsQuietOnceEveryEngagementIsClosed() {
        assertThat(quiet(stack)).isTrue();
        try (Engagement first = engagements.enter(stack)) {
            try (Engagement second = engagements.enter(stack)) {
                assertThat(quiet(stack)).isFalse();
                assertThat(quiet(UUID.randomUUID().toString())).isTrue();
            }
            assertThat(quiet(stack)).isFalse();
            first.guard(NOTHING).step("go on");
        }
        assertThat(quiet(stack)).isTrue();
    }

    /** As PostgreSQL ends the connection of a process that was killed. */
    @Test
    void anEngagementEndsWithItsConnectionAndItsEngineDoesNoFurtherStep() throws Exception {
        try (Engagement lost = engagements.enter(stack)) {
            endConnections();
            await().atMost(Duration.ofSeconds(10)).until(() -> quiet(stack));

            assertThatThrownBy(() -> lost.guard(NOTHING).step("go on")).isInstanceOf(TransientFailure.class);
            try (Engagement next = engagements.enter(stack)) {
                assertThat(quiet(stack)).isFalse();
                next.guard(NOTHING).step("go on");
                assertThatThrownBy(() -> lost.guard(NOTHING).step("go on")).isInstanceOf(TransientFailure.class);
            }
        }
        assertThat(quiet(stack)).isTrue();
    }

    private boolean quiet(String of) {
        return bridge.inTransaction(session -> engagements.quiet(session, of));
    }

    private void endConnections() throws Exception {
        try (Connection superuser = parts.superuserConnection()) {
            superuser
                    .createStatement()
                    .execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where application_name = 'engines at work'");
        }
    }
}
