package dev.gatehouse.request.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server where the service expects the provisioner; it answers what a test tells it to. */
public final class PlanServer implements QuarkusTestResourceLifecycleManager {
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Answer answer = new Answer(200, "{\"components\": []}", Map.of());
    private HttpServer server;

    /** What was asked. */
    public record Call(String path, String authorization, String body) {}

    private record Answer(int status, String body, Map<String, String> headers) {}

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
        return Map.of(
                "gatehouse.provisioner.url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "gatehouse.provisioner.patience",
                "3s");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body));
        Answer told = answer;
        if (told.status() == 0) {
            return; // the caller waits
        }
        if (told.status() == 302) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        told.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = told.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(told.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Answers so from now on; status 0: not at all. Forgets what was asked before. */
    void answers(int status, String body) {
        answers(status, body, Map.of());
    }

    void answers(int status, String body, Map<String, String> headers) {
        calls.clear();
        answer = new Answer(status, body, headers);
    }

    List<Call> calls() {
        return calls;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(PlanServer.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
