package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One requested stack as its requester sees it. */
final class StackClient {
    private final User user;
    private final String id;

    StackClient(User user, String id) {
        this.user = user;
        this.id = id;
    }

    /** Requests a {@code web-stack} of any free name for the team. */
    static StackClient request(User user, String team) {
        return requestAs(user, body(freeName(), team));
    }

    /** Requests what the body says. */
    static StackClient requestAs(User user, String body) {
        Answer answer = user.post("/api/v1/stacks", body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return new StackClient(user, answer.text("/id"));
    }

    static String freeName() {
        return "s" + UUID.randomUUID().toString().substring(0, 8);
    }

    static String body(String name, String team) {
        return """
                {"name": "%s", "team": "%s", "template": "web-stack", "version": "1.0.0", "parameters": {}}""".formatted(name, team);
    }

    String id() {
        return id;
    }

    String path() {
        return "/api/v1/stacks/" + id;
    }

    JsonNode view() {
        Answer answer = user.get(path());
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.body();
    }

    /** Waits until the stack is READY; FAILED ends the wait at once. */
    JsonNode awaitReady(Duration atMost) {
        return await("stack " + id + " to be READY")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(e -> e instanceof java.io.UncheckedIOException)
                .failFast(
                        "the stack has failed",
                        () -> view().path("phase").asText().equals("FAILED"))
                .until(this::view, view -> view.path("phase").asText().equals("READY"));
    }

    /** Waits until the stack is READY with this generation; a failed operation ends the wait at once. */
    JsonNode awaitGeneration(int generation, Duration atMost) {
        return await("stack " + id + " to have generation " + generation)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(200))
                .failFast(
                        "the operation has failed",
                        () -> view().at("/operation/state").asText().equals("FAILED"))
                .until(
                        this::view,
                        view -> view.path("phase").asText().equals("READY")
                                && view.path("generation").asInt() == generation);
    }

    /** Asks for the stack's deletion and waits until it is DELETED; a phase that says it failed ends the wait. */
    JsonNode delete(Duration atMost) {
        askForDeletion();
        return awaitDeleted(atMost);
    }

    void askForDeletion() {
        Answer answer = user.delete(path());
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        assertThat(answer.text("/phase")).isEqualTo("DELETING");
    }

    JsonNode awaitDeleted(Duration atMost) {
        return await("stack " + id + " to be DELETED")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(e -> e instanceof java.io.UncheckedIOException)
                .failFast(
                        "the deletion has failed",
                        () -> view().at("/operation/state").asText().equals("FAILED"))
                .until(this::view, view -> view.path("phase").asText().equals("DELETED"));
    }

    /** Every entry, page by page. */
    List<JsonNode> timeline() {
        List<JsonNode> entries = new ArrayList<>();
        String query = "";
        do {
            Answer page = user.get(path() + "/timeline" + query);
            assertThat(page.status()).as("%s", page).isEqualTo(200);
            page.body().path("items").forEach(entries::add);
            query = page.body().hasNonNull("next") ? "?cursor=" + page.text("/next") : "";
        } while (!query.isEmpty());
        return entries;
    }
}
