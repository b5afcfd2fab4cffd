package dev.gatehouse.provisioner.engine.gitops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the bare repositories of a directory by Git itself, so that hooks and answers are Git's own. */
final class GitHttpServer implements AutoCloseable {
    private final Path directory;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int status = 200;

    GitHttpServer(Path directory) throws IOException {
        this.directory = directory;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String repository) {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/" + repository;
    }

    /** From now on every request is answered so. */
    void answerAlways(int refusal) {
        status = refusal;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (status != 200) {
                if (status == 401) {
                    exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
                }
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            ProcessBuilder backend = new ProcessBuilder("git", "http-backend");
            backend.environment().putAll(environment(exchange));
            Process git = backend.start();
            exchange.getRequestBody().transferTo(git.getOutputStream());
            git.getOutputStream().close();
            InputStream answer = new BufferedInputStream(git.getInputStream());
            int code = 200;
            for (String line = line(answer); !line.isEmpty(); line = line(answer)) {
                String[] header = line.split(": ", 2);
                if (header[0].equals("Status")) {
                    code = Integer.parseInt(header[1].split(" ", 2)[0]);
                } else {
                    exchange.getResponseHeaders().add(header[0], header[1]);
                }
            }
            exchange.sendResponseHeaders(code, 0);
            answer.transferTo(exchange.getResponseBody());
        }
    }

    private Map<String, String> environment(HttpExchange exchange) {
        return Map.of(
                "GIT_PROJECT_ROOT",
                directory.toString(),
                "GIT_HTTP_EXPORT_ALL",
                "1",
                "REMOTE_USER",
                "provisioner",
                "REQUEST_METHOD",
                exchange.getRequestMethod(),
                "PATH_INFO",
                exchange.getRequestURI().getPath(),
                "QUERY_STRING",
                text(exchange.getRequestURI().getQuery()),
                "CONTENT_TYPE",
                text(exchange.getRequestHeaders().getFirst("Content-Type")),
                "HTTP_CONTENT_ENCODING",
                text(exchange.getRequestHeaders().getFirst("Content-Encoding")),
                "GIT_PROTOCOL",
                text(exchange.getRequestHeaders().getFirst("Git-Protocol")));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static String line(InputStream answer) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = answer.read(); next != '\n' && next != -1; next = answer.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
