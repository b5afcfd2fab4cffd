package dev.gatehouse.local.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.api.Caller;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answers of a stack whose change failed and was led back. */
class StackWatchTest {
    private static final String STACK =
            "{\"phase\": \"READY\", \"operation\": {\"number\": 2, \"state\": \"FAILED\", \"failure\": {\"reason\": \"taken\"}}}";

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(Loopback.address(), 0), 0);
        server.createContext("/api/v1/stacks/s", exchange -> {
            boolean timeline = exchange.getRequestURI().getPath().endsWith("/timeline");
            byte[] body = (timeline ? "{\"items\": []}" : STACK).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aChangeThatFailedIsToldAtOnceAlthoughTheStackIsReady() {
        URI address =
                URI.create("http://" + Loopback.HOST + ":" + server.getAddress().getPort());
        StackWatch watch = new StackWatch(new Caller(address, "token"), "s");

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(() -> watch.ready(2))
                .hasMessageContaining("operation 2")
                .hasMessageContaining("taken"));
    }
}
