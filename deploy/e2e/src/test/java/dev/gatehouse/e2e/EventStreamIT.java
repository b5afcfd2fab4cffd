package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Server-sent events: a client that lost its connection goes on where it was. */
@ExtendWith(PlatformExtension.class)
@Timeout(90)
class EventStreamIT {

    @Test
    void aBrokenStreamContinuesAfterTheLastEventWithoutLossOrRepetition(Platform platform) {
        User dana = platform.user("dana");
        StackClient stack = StackClient.request(dana, "checkout");

        List<String> ids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        // One connection for each event: each is broken off as soon as it has brought one.
        while (!names.contains("StackProvisioned")) {
            String last = ids.isEmpty() ? "" : ids.get(ids.size() - 1);
            StreamedEvent event = next(dana, stack, last);
            ids.add(event.id());
            names.add(event.name());
        }

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(names)
                .containsExactly(
                        "StackRequested",
                        "ProvisioningStarted",
                        "ComponentProvisioned",
                        "ComponentProvisioned",
                        "StackProvisioned");
        assertThat(stack.awaitReady(Duration.ofSeconds(5)).path("phase").asText())
                .isEqualTo("READY");
    }

    private static StreamedEvent next(User user, StackClient stack, String lastEventId) {
        try (Stream<String> lines = user.lines(stack.path() + "/events", lastEventId)) {
            return StreamedEvent.first(lines.iterator());
        }
    }
}
