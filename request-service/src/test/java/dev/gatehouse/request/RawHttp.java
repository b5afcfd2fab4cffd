package dev.gatehouse.request;

import dev.gatehouse.local.testing.Parts;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Sends bodies as they are, large and broken ones too, which a test library would try to understand. */
public final class RawHttp {
    private final Parts parts;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public RawHttp(Parts parts) {
        this.parts = parts;
    }

    public record Answer(int status, String mediaType, String body) {}

    public Answer post(String path, String mediaType, String body) {
        return send(path, mediaType, BodyPublishers.ofString(body));
    }

    /** Sends without announcing the length. */
    public Answer postInChunks(String path, String mediaType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(path, mediaType, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    }

    private Answer send(String path, String mediaType, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .header("Authorization", "Bearer " + parts.token(path.contains("templates") ? "pia" : "dana"))
                .header("Content-Type", mediaType)
                .POST(body)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
