package dev.gatehouse.local.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.api.Caller;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeedsTest {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private Seeds seeds;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(Loopback.address(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
            Integer status = answers.poll();
            byte[] problem = "{\"title\":\"No\",\"detail\":\"Because.\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status == null ? 200 : status, problem.length);
            exchange.getResponseBody().write(problem);
            exchange.close();
        });
        server.start();
        seeds = new Seeds(
                new Caller(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "token"));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void releasesTheThreeSamplesAsTheyAreWritten() {
        seeds.templates();
        assertThat(seen).hasSize(3).allMatch(call -> call.startsWith("POST /api/v1/templates application/yaml "));
        assertThat(seen).anyMatch(call -> call.contains("name: web-stack\n  version: 1.0.0"));
        assertThat(seen).anyMatch(call -> call.contains("name: web-stack\n  version: 2.0.0"));
        assertThat(seen).anyMatch(call -> call.contains("name: postgres-database\n  version: 1.0.0"));
    }

    @Test
    void registersWhereStacksGo() {
        seeds.targets("127.0.0.1", 5433, "file:///stacks.git");
        assertThat(seen)
                .anyMatch(call ->
                        call.startsWith("PUT /api/v1/targets/local-postgresql ") && call.contains("\"port\":5433"))
                .anyMatch(call -> call.startsWith("PUT /api/v1/targets/local-git ")
                        && call.contains("\"url\":\"file:///stacks.git\""));
    }

    @Test
    void aBusyServiceIsAskedAgain() {
        answers.add(503);
        answers.add(503);
        seeds.targets("127.0.0.1", 5433, "file:///stacks.git");
        assertThat(seen).hasSize(4);
    }

    @Test
    void aReleaseThatIsThereInAnotherWordingStays() {
        answers.add(409);
        assertThatCode(seeds::templates).doesNotThrowAnyException();
        assertThat(seen).hasSize(3);
    }

    @Test
    void aRefusalIsToldWithItsReason() {
        answers.add(403);
        assertThatThrownBy(seeds::teams).hasMessageContaining("team ").hasMessageContaining("403 No: Because.");
    }
}
