package dev.gatehouse.local.frontdoor;

import dev.gatehouse.local.Loopback;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Listens on the loopback interface and forwards by {@link Routes}; bodies and server-sent events pass as they come, without
 * being gathered. What no route takes is answered with a 404 problem, a service that does not answer with a 503 problem.
 */
public final class FrontDoor implements AutoCloseable {

    /** Each open event stream holds a connection to its service. */
    private static final int CONNECTIONS_PER_SERVICE = 1024;

    private final Vertx vertx;
    private final int port;
    private final Map<String, HttpProxy> proxies = new HashMap<>();

    /** @param origins the loopback port of each service, by short name; {@link Routes#IDENTITY} is the OpenID provider's */
    public FrontDoor(int port, Map<String, Integer> origins) {
        this.port = port;
        vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS_PER_SERVICE).setConnectTimeout(5_000));
        origins.forEach((service, origin) -> proxies.put(
                service,
                HttpProxy.reverseProxy(client).origin(origin, Loopback.HOST).addInterceptor(new Forwarding(service))));
    }

    /** Returns when the front door is open. */
    public void start() {
        vertx.createHttpServer(new HttpServerOptions().setHost(Loopback.HOST).setPort(port))
                .requestHandler(this::forward)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void forward(HttpServerRequest request) {
        String path = request.path();
        Optional<HttpProxy> proxy = Routes.serviceOf(path == null ? "" : path).map(proxies::get);
        if (proxy.isPresent()) {
            proxy.get().handle(request);
        } else {
            request.response()
                    .setStatusCode(Problem.NOT_FOUND.status)
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Problem.NOT_FOUND.body());
        }
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** Keeps the front door's own address visible to services, so that a Location they answer leads back here. */
    private record Forwarding(String service) implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            if (service.equals(Routes.IDENTITY)) {
                // the provider puts its own address into tokens, so it must see that, not the front door's
                request.setURI(Routes.identityPath(request.getURI()));
            } else {
                HostAndPort asked = request.proxiedRequest().authority();
                if (asked != null) {
                    request.setAuthority(asked);
                }
            }
            return context.sendRequest().recover(unreachable -> Future.succeededFuture(unavailable(request)));
        }

        private static ProxyResponse unavailable(ProxyRequest request) {
            return request.release()
                    .response()
                    .setStatusCode(Problem.SERVICE_UNAVAILABLE.status)
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .setBody(Body.body(Problem.SERVICE_UNAVAILABLE.body()));
        }
    }
}
