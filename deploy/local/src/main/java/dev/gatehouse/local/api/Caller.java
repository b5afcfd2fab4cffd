package dev.gatehouse.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** One user's calls to one address; every answer comes back, also a refusal. */
public final class Caller {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final URI address;
    private final String token;

    public Caller(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /** Signs a local user in at the platform's front door. */
    public static Caller signIn(URI frontDoor, String user) {
        return new Caller(frontDoor, token(frontDoor, user));
    }

    /** A bearer token of a local user. */
    public static String token(URI frontDoor, String user) {
        String form = "grant_type=password&client_id=gatehouse&scope=openid&password=local&username="
                + URLEncoder.encode(user, StandardCharsets.UTF_8);
        Answer answer = send(HttpRequest.newBuilder(frontDoor.resolve("/oidc/gatehouse/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        String token = answer.body().path("access_token").asText("");
        if (token.isEmpty()) {
            throw new IllegalStateException("The OpenID provider gives no token for " + user + ": " + answer.problem());
        }
        return token;
    }

    /** The same user at another address, for example past the front door. */
    public Caller at(URI other) {
        return new Caller(other, token);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer put(String path, Object body) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(text(body))));
    }

    public Answer post(String path, Object body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return send(request.POST(BodyPublishers.ofString(text(body))));
    }

    /** Changes what is there by a JSON merge patch (RFC 7396). */
    public Answer patch(String path, Object patch) {
        return send(request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(text(patch))));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    public Answer postYaml(String path, String yaml) {
        return send(request(path).header("Content-Type", "application/yaml").POST(BodyPublishers.ofString(yaml)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(PATIENCE).build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    body(response.body()),
                    response.headers().firstValue("Location"));
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while calling " + request.uri(), e);
        }
    }

    private static JsonNode body(String text) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            return JSON.getNodeFactory().textNode(text);
        }
    }
}
