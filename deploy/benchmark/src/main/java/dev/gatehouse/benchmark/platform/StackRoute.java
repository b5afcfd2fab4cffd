package dev.gatehouse.benchmark.platform;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** {@code POST /api/v1/stacks} of whoever listens on the port; each request asks for another stack of team checkout. */
public final class StackRoute {

    private static final int ACCEPTED = 202;

    private final HttpClient client;
    private final RequestOptions request;
    private final String template;

    /**
     * @param connections at most so many requests are under way at once
     * @param template the template that is asked for, in its newest version and with its defaults
     */
    public StackRoute(Vertx vertx, int connections, int port, String token, String template) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(connections).setKeepAlive(true));
        this.request = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/api/v1/stacks")
                .setMethod(HttpMethod.POST)
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Content-Type", "application/json");
        this.template = template;
    }

    /** The id of the accepted stack; fails with the answer's text unless that is 202. */
    public Future<String> order() {
        Buffer body = new JsonObject()
                .put("name", "b-" + UUID.randomUUID())
                .put("team", "checkout")
                .put("template", template)
                .put("parameters", new JsonObject())
                .toBuffer();
        return client.request(new RequestOptions(request))
                .compose(open -> open.send(body))
                .compose(StackRoute::stackId);
    }

    private static Future<String> stackId(HttpClientResponse answer) {
        return answer.body().compose(body -> {
            if (answer.statusCode() != ACCEPTED) {
                return Future.failedFuture(answer.statusCode() + " instead of 202: " + body);
            }
            String location = answer.getHeader("Location");
            return Future.succeededFuture(location.substring(location.lastIndexOf('/') + 1));
        });
    }
}
