package dev.gatehouse.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.local.Loopback;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FrontDoorTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch firstEventSeen = new CountDownLatch(1);
    private final Queue<String> taken = new ConcurrentLinkedQueue<>();
    private HttpServer request;
    private HttpServer identity;
    private int port;
    private FrontDoor frontDoor;

    @BeforeEach
    void open() throws IOException {
        request = echo("request");
        request.createContext("/api/v1/stacks/7/events", this::events);
        identity = echo("identity");
        port = Loopback.freePort();
        Map<String, Integer> origins = Map.of(
                "request", request.getAddress().getPort(),
                "identity", identity.getAddress().getPort(),
                "upgrade", Loopback.freePort());
        frontDoor = new FrontDoor(port, origins);
        frontDoor.start();
    }

    @AfterEach
    void shut() {
        frontDoor.close();
        request.stop(0);
        identity.stop(0);
    }

    @Test
    void forwardsMethodPathQueryBodyAndToken() throws Exception {
        HttpResponse<String> answer = client.send(
                to("/api/v1/stacks:plan?dry=true")
                        .header("Authorization", "Bearer t")
                        .POST(BodyPublishers.ofString("the body"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("request POST /api/v1/stacks:plan?dry=true Bearer t the body");
    }

    @Test
    void aServiceSeesTheFrontDoorAsHostSoThatItsLocationLeadsBack() throws Exception {
        assertThat(get("/api/v1/stacks").headers().firstValue("X-Host")).contains("127.0.0.1:" + port);
    }

    @Test
    void theProviderSeesItsOwnAddressAndPath() throws Exception {
        HttpResponse<String> answer = get("/oidc/gatehouse/jwks");
        assertThat(answer.body()).startsWith("identity GET /gatehouse/jwks");
        assertThat(answer.headers().firstValue("X-Host"))
                .contains("127.0.0.1:" + identity.getAddress().getPort());
    }

    @Test
    void whatNoRouteTakesIsANotFoundProblem() throws Exception {
        for (String path : new String[] {"/", "/internal/dead-letters", "/q/health", "/api/v1/unknown"}) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).contains("https://gatehouse.dev/problems/not-found");
        }
    }

    @Test
    void aServiceThatDoesNotAnswerIsAnUnavailableProblem() throws Exception {
        HttpResponse<String> answer = get("/api/v1/upgrades/7");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("https://gatehouse.dev/problems/service-unavailable");
    }

    @Test
    void serverSentEventsPassOneByOne() throws Exception {
        HttpResponse<java.io.InputStream> answer =
                client.send(to("/api/v1/stacks/7/events").build(), BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("data: first");
            // the server sends the second event only after this: a proxy that gathers would hang here
            firstEventSeen.countDown();
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("data: second");
        }
    }

    @Test
    void manyOpenStreamsDoNotKeepOthersOut() throws Exception {
        for (int i = 0; i < 40; i++) {
            client.send(to("/api/v1/stacks/7/events").build(), BodyHandlers.ofInputStream());
        }
        assertThat(get("/api/v1/stacks").statusCode()).isEqualTo(200);
        firstEventSeen.countDown();
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aBodyOverTheLimitIsATooLargeProblemWhetherItsLengthIsAnnouncedOrNot(HttpClient.Version version)
            throws Exception {
        byte[] body = new byte[10 * 1024 * 1024];
        for (BodyPublisher publisher : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> answer = client.send(
                        to("/api/v1/stacks").version(version).POST(publisher).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(413);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(answer.body()).contains("https://gatehouse.dev/problems/too-large");
            }
        }
        assertThat(taken).as("no service took a part for the whole").isEmpty();
    }

    @Test
    void aBodyAtTheLimitPassesWhetherItsLengthIsAnnouncedOrNot() throws Exception {
        byte[] body = "x".repeat((int) LimitedBody.MOST_BYTES).getBytes(StandardCharsets.UTF_8);
        for (BodyPublisher publisher : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            HttpResponse<String> answer =
                    client.send(to("/api/v1/stacks").POST(publisher).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(taken).extracting(String::length).containsExactly(body.length, body.length);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(to(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpServer echo(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(Loopback.address(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            taken.add(body);
            String seen = String.join(
                    " ",
                    name,
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    body);
            exchange.getResponseHeaders()
                    .set("X-Host", exchange.getRequestHeaders().getFirst("Host"));
            byte[] bytes = seen.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (firstEventSeen.await(30, TimeUnit.SECONDS)) {
                out.write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
