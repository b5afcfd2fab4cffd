package dev.gatehouse.request.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.Table;
import dev.gatehouse.local.testing.TopicReader;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Samples;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that come together share transactions; nobody notices but the database. */
@QuarkusTest
class StackRushTest {
    private static final int CLIENTS = 16;
    private static final int REQUESTS = 160;
    /** Transactions that may be under way: who waits waits for these. */
    private static final int UNDER_WAY = 2;

    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @Inject
    MeterRegistry meters;

    Parts parts;
    Api api;

    @BeforeEach
    void open() {
        api = new Api(parts);
    }

    @AfterEach
    void stop() {
        clients.shutdownNow();
    }

    /** While nobody may write stacks, requests gather; once they may, those that gathered are written together. */
    @Test
    void requestsShareTransactionsAndEachKeepsItsOwnStackAndTrace() throws Exception {
        String template = api.releasedTemplate();
        request(template, Samples.name("first"), hex()).then().statusCode(202);
        Map<String, String> traces = new HashMap<>();
        IntStream.range(0, CLIENTS).forEach(i -> traces.put(Samples.name("rush-" + i), hex()));

        Map<String, Response> answers;
        try (Connection other = parts.connection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table stack in share mode");
            Map<String, Future<Response>> sent = new HashMap<>();
            traces.forEach((name, trace) -> sent.put(name, clients.submit(() -> request(template, name, trace))));
            await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == CLIENTS - UNDER_WAY);
            other.rollback();
            answers = answers(sent);
        }

        Table table = new Table(parts);
        Set<String> transactions = new HashSet<>();
        try (TopicReader facts = new TopicReader(parts, "request.stack.v1")) {
            for (Map.Entry<String, Response> answer : answers.entrySet()) {
                assertThat(answer.getValue().statusCode()).isEqualTo(202);
                assertThat(answer.getValue().<String>path("name")).isEqualTo(answer.getKey());
                String id = answer.getValue().path("id");
                transactions.addAll(table.rows("select xmin from stack where id = ?::uuid", id));
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> !facts.values(id).isEmpty());
                assertThat(facts.values(id)).singleElement().asString().contains(traces.get(answer.getKey()));
            }
        }
        assertThat(transactions).hasSize(UNDER_WAY + 1);
    }

    private double waiting() {
        return meters.get("gatehouse.request.stack.waiting.requests").gauge().value();
    }

    @Test
    void takenNamesAmongThemAreRefusedAloneAndEachNameHasOneStack() throws Exception {
        String template = api.releasedTemplate();
        List<String> names = IntStream.range(0, REQUESTS)
                .mapToObj(i -> template + "-" + i % 20)
                .toList();

        List<Future<Response>> sent = names.stream()
                .map(name -> clients.submit(() -> request(template, name, hex())))
                .toList();

        Map<String, Integer> accepted = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            Response answer = sent.get(i).get();
            assertThat(answer.statusCode()).isIn(202, 409);
            accepted.merge(names.get(i), answer.statusCode() == 202 ? 1 : 0, Integer::sum);
        }
        assertThat(accepted)
                .hasSize(20)
                .allSatisfy((name, stacks) -> assertThat(stacks).as(name).isEqualTo(1));
    }

    private static Map<String, Response> answers(Map<String, Future<Response>> sent) throws Exception {
        Map<String, Response> answers = new HashMap<>();
        for (Map.Entry<String, Future<Response>> one : sent.entrySet()) {
            answers.put(one.getKey(), one.getValue().get());
        }
        return answers;
    }

    private Response request(String template, String name, String trace) {
        return api.as("dana")
                .contentType(ContentType.JSON)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(Map.of("name", name, "team", "checkout", "template", template))
                .post("/api/v1/stacks");
    }

    private static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
