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
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Listens on the loopback interface and forwards by {@link Routes}; bodies and server-sent events pass as they come, without
 * being gathered. What no route takes is answered with a 404 problem, a service that does not answer with a 503 problem, a
 * body over the services' limit with a 413 problem: a service that answered it itself would hang up while the front door
 * still sends, and its answer could be lost.
 */
public final class FrontDoor implements AutoCloseable {

    /** Each open event stream holds a connection to its service. */
    private static final int CONNECTIONS_PER_SERVICE = 1024;

    /** Beyond the connections; whoever comes then is told at once instead of waiting for a stream to end. */
    private static final int WAITING_PER_SERVICE = 256;

    /** The rest of a refused body is read and dropped for so long; whoever is cut off while sending sees no answer. */
    private static final long DROPPING_MILLIS = 10_000;

    private static final Set<String> NAMES = Set.of(Loopback.HOST, "localhost");

    private final Vertx vertx;
    private final int port;
    private final Map<String, HttpProxy> proxies = new HashMap<>();

    /** @param origins the loopback port of each service, by short name; {@link Routes#IDENTITY} is the OpenID provider's */
    public FrontDoor(int port, Map<String, Integer> origins) {
        this.port = port;
        vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS_PER_SERVICE)
                .setMaxWaitQueueSize(WAITING_PER_SERVICE)
                .setConnectTimeout(5_000));
        origins.forEach((service, origin) -> proxies.put(
                service,
                HttpProxy.reverseProxy(client).origin(origin, Loopback.HOST).addInterceptor(new Forwarding(service))));
    }

    /** Returns when the front door is open. */
    public void start() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(Loopback.HOST)
                .setPort(port)
                // the proxy loses a body of unannounced length that comes over HTTP/2
                .setHttp2ClearTextEnabled(false);
        vertx.createHttpServer(options)
                .requestHandler(this::forward)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void forward(HttpServerRequest request) {
        if (!isAskedByName(request)) {
            refuse(request, Problem.MISDIRECTED);
            return;
        }
        if (LimitedBody.isAnnounced(request)) {
            refuse(request, Problem.TOO_LARGE);
            endInTime(request);
            return;
        }
        String path = request.path();
        Optional<HttpProxy> proxy = Routes.serviceOf(path == null ? "" : path).map(proxies::get);
        if (proxy.isPresent()) {
            proxy.get().handle(request);
        } else {
            refuse(request, Problem.NOT_FOUND);
        }
    }

    /**
     * A web page elsewhere can have its own name point to 127.0.0.1 and so read answers, tokens among them; but its requests
     * carry that name.
     */
    private static boolean isAskedByName(HttpServerRequest request) {
        HostAndPort asked = request.authority();
        return asked != null && NAMES.contains(asked.host());
    }

    private static void refuse(HttpServerRequest request, Problem problem) {
        request.response()
                .setStatusCode(problem.status)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(problem.body());
    }

    private void endInTime(HttpServerRequest request) {
        vertx.setTimer(DROPPING_MILLIS, late -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
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
    private final class Forwarding implements ProxyInterceptor {

        private final String service;

        Forwarding(String service) {
            this.service = service;
        }

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
            Body announced = request.getBody();
            if (announced.length() >= 0) {
                return context.sendRequest().recover(unreachable -> answer(request, Problem.SERVICE_UNAVAILABLE));
            }
            LimitedBody body = new LimitedBody(request.proxiedRequest());
            request.setBody(Body.body(body));
            return context.sendRequest().recover(brokenOff -> {
                if (!body.isTooLarge()) {
                    return answer(request, Problem.SERVICE_UNAVAILABLE);
                }
                endInTime(request.proxiedRequest());
                return answer(request, Problem.TOO_LARGE);
            });
        }

        private static Future<ProxyResponse> answer(ProxyRequest request, Problem problem) {
            return Future.succeededFuture(request.release()
                    .response()
                    .setStatusCode(problem.status)
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .setBody(Body.body(problem.body())));
        }
    }
}
