package dev.gatehouse.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls every route that a service's own description lists, so that what holds for all of them is shown for all. */
public final class RouteProbe {
    /** What paths and queries are filled with: NUL, broken UTF-8, half a surrogate pair, a line end, too much. */
    private static final List<String> ODD = List.of(
            "%00", "a%00b", "%FF", "%ED%A0%80", "a%0D%0Ab", "%2E%2E%2Fx", "-1", "9".repeat(30), "x".repeat(3_000));

    private static final String USUAL = "7d8b9a5e-0000-4000-8000-000000000000";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI service;
    private final List<Route> routes;

    private record Route(String method, String path, List<String> query) {
        String filled(String value) {
            return path.replaceAll("\\{[^}]+}", value);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private RouteProbe(int port) {
        service = URI.create("http://127.0.0.1:" + port);
        routes = routes(send("GET", "/q/openapi?format=json", null).body());
    }

    /** A probe of the service that listens on this port of the loopback interface. */
    public static RouteProbe of(int port) {
        return new RouteProbe(port);
    }

    /** The routes as {@code GET /api/v1/things/{id}}. */
    public List<String> routes() {
        return routes.stream().map(Route::toString).toList();
    }

    /** Calls without a token, and with each of the bad ones, that were answered by anything but 401. */
    public List<String> openDoors(Map<String, String> badTokens) {
        List<String> open = new ArrayList<>();
        for (Route route : routes) {
            String path = route.filled(USUAL);
            expect(401, send(route.method(), path, null), route + " without a token", open);
            badTokens.forEach((fault, token) ->
                    expect(401, send(route.method(), path, token), route + " with a token " + fault, open));
        }
        return open;
    }

    /** Calls with odd names or parameters that were not answered by a problem of the caller's making. */
    public List<String> stumbles(String token) {
        List<String> stumbles = new ArrayList<>();
        for (Route route : routes) {
            for (String odd : ODD) {
                if (route.path().contains("{")) {
                    refused(route, route.filled(odd), token, stumbles);
                }
                for (String parameter : route.query()) {
                    String path = route.filled(USUAL) + "?" + parameter + "=" + odd;
                    answered(send(route.method(), path, token), route + " with " + path, stumbles);
                }
            }
        }
        return stumbles;
    }

    /** Routes that take a body and did not refuse one of three megabytes whose length nobody announced. */
    public List<String> hungry(String token) {
        List<String> hungry = new ArrayList<>();
        for (Route route : routes) {
            if (!route.method().equals("GET") && route.path().startsWith("/api/")) {
                String status = sendChunks(route, token);
                if (!status.startsWith("HTTP/1.1 413")) {
                    hungry.add(route + ": " + status);
                }
            }
        }
        return hungry;
    }

    private String sendChunks(Route route, String token) {
        String head =
                route.method() + " " + route.filled(USUAL) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + token + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            writeWhileRead(socket, head, chunk.repeat(48) + "0\r\n\r\n");
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return String.valueOf(status);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }

    /** A server that has read enough hangs up; what it answered can be read all the same. */
    private static void writeWhileRead(Socket socket, String head, String body) {
        try {
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException hungUp) {
            // the answer says why
        }
    }

    private void refused(Route route, String path, String token, List<String> stumbles) {
        HttpResponse<String> answer = send(route.method(), path, token);
        if (answer.statusCode() < 400) {
            stumbles.add(route + " with " + path + ": " + answer.statusCode());
        } else {
            answered(answer, route + " with " + path, stumbles);
        }
    }

    private static void answered(HttpResponse<String> answer, String call, List<String> stumbles) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        boolean told = answer.statusCode() < 400
                || type.startsWith("application/problem+json")
                || !answer.uri().getPath().startsWith("/api/");
        if (answer.statusCode() >= 500 || !told) {
            stumbles.add(call + ": " + answer.statusCode() + " " + type);
        }
    }

    private static void expect(int status, HttpResponse<String> answer, String call, List<String> open) {
        if (answer.statusCode() != status) {
            open.add(call + ": " + answer.statusCode());
        }
    }

    private HttpResponse<String> send(String method, String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<Route> routes(String openApi) {
        List<Route> routes = new ArrayList<>();
        JsonNode document;
        try {
            document = new ObjectMapper().readTree(openApi);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (List.of("get", "put", "post", "delete", "patch").contains(operation.getKey())) {
                    List<String> query = new ArrayList<>();
                    operation.getValue().path("parameters").forEach(parameter -> {
                        if (parameter.path("in").asText().equals("query")) {
                            query.add(parameter.path("name").asText());
                        }
                    });
                    routes.add(new Route(operation.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), query));
                }
            }
        }
        return routes;
    }
}
