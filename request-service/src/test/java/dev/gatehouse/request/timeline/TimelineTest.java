package dev.gatehouse.request.timeline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Provisioner;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TimelineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    Parts parts;
    Api api;
    Provisioner provisioner;
    String stack;
    String operation;

    @BeforeEach
    void open() {
        api = new Api(parts);
        provisioner = new Provisioner(parts);
        stack = api.acceptedStack();
        operation = api.as("dana").get("/api/v1/stacks/" + stack).path("operation.id");
    }

    @AfterEach
    void close() {
        provisioner.close();
    }

    @Test
    void theRequestIsThereAtOnceAndSaidInASentence() {
        api.as("dana")
                .get("/api/v1/stacks/" + stack + "/timeline")
                .then()
                .statusCode(200)
                .body("items.position", contains(1))
                .body("items[0].event", equalTo("StackRequested"))
                .body("items[0].source", equalTo("request-service"))
                .body("items[0].summary", org.hamcrest.Matchers.startsWith("dana requested the stack from template"))
                .body("items[0].data.stackId", equalTo(stack))
                .body("next", nullValue());
    }

    @Test
    void theTimelineIsPagedWithoutGapsOrRepetition() {
        provisioner.provision(stack, operation);
        awaitPositions(5);

        List<Integer> positions = new ArrayList<>();
        String cursor = "";
        do {
            var page = api.as("dana").get("/api/v1/stacks/" + stack + "/timeline?limit=2" + cursor);
            positions.addAll(page.path("items.position"));
            cursor = page.path("next") == null ? "" : "&cursor=" + page.path("next");
        } while (!cursor.isEmpty());

        assertThat(positions).containsExactly(1, 2, 3, 4, 5);
        api.as("dana")
                .get("/api/v1/stacks/" + stack + "/timeline?cursor=x")
                .then()
                .statusCode(400);
    }

    @Test
    void aStreamShowsWhatIsThereAndThenEachFactAsItComes() throws Exception {
        try (EventStream stream = new EventStream(stack, parts.token("dana"), "")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stream.values("id")).containsExactly("1"));
            provisioner.provision(stack, operation);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stream.values("id")).containsExactly("1", "2", "3", "4", "5"));

            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.values("event")).startsWith("StackRequested").endsWith("StackProvisioned");
            assertThat(stream.values("data").get(4)).contains("\"position\":5").contains(stack);
        }
    }

    @Test
    void aStreamGoesOnAfterTheLastEventThatTheClientSaw() throws Exception {
        provisioner.provision(stack, operation);
        awaitPositions(5);

        try (EventStream stream = new EventStream(stack, parts.token("dana"), "3")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stream.values("id")).containsExactly("4", "5"));
        }
    }

    @Test
    void aSilentStreamIsKeptAliveByComments() throws Exception {
        try (EventStream stream = new EventStream(stack, parts.token("dana"), "1")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(stream.values("")).isNotEmpty());

            assertThat(stream.values("id")).isEmpty();
        }
    }

    @Test
    void aStreamIsFreedWhenItsClientLeaves() throws Exception {
        double before = openStreams();
        EventStream first = new EventStream(stack, parts.token("dana"), "");
        EventStream second = new EventStream(stack, parts.token("dana"), "");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(first.values("id")).isNotEmpty();
            assertThat(second.values("id")).isNotEmpty();
        });
        assertThat(openStreams()).isEqualTo(before + 2);

        first.close();
        second.close();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(openStreams()).isEqualTo(before));
    }

    @Test
    void oneCallerHasOnlySoManyStreams() throws Exception {
        List<EventStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                open.add(new EventStream(stack, parts.token("carl", "checkout"), ""));
            }
            assertThat(open).allSatisfy(stream -> assertThat(stream.status()).isEqualTo(200));

            try (EventStream refused = new EventStream(stack, parts.token("carl", "checkout"), "");
                    EventStream another = new EventStream(stack, parts.token("dana"), "")) {
                assertThat(refused.status()).isEqualTo(429);
                assertThat(another.status()).isEqualTo(200);
            }
        } finally {
            for (EventStream stream : open) {
                stream.close();
            }
        }
    }

    private static double openStreams() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("gatehouse_request_event_streams"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private void awaitPositions(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> api.as("dana")
                .get("/api/v1/stacks/" + stack + "/timeline")
                .then()
                .body("items.size()", equalTo(count)));
    }
}
