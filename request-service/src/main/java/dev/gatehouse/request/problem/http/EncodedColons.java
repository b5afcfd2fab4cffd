package dev.gatehouse.request.problem.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Some HTTP clients write the colon of {@code stacks:plan} as {@code %3A}, which means the same in a path. It is written
 * plainly before anything looks at the path, so that whoever authorises sees the same path as whoever routes.
 */
@ApplicationScoped
class EncodedColons {
    private static final int AFTER_THE_BODY_LIMIT_BEFORE_AUTHENTICATION = 1_000;
    private static final Pattern COLON = Pattern.compile("%3A", Pattern.CASE_INSENSITIVE);

    void register(@Observes Filters filters) {
        filters.register(EncodedColons::decode, AFTER_THE_BODY_LIMIT_BEFORE_AUTHENTICATION);
    }

    private static void decode(RoutingContext exchange) {
        String path = exchange.request().path();
        String plain = path == null ? "" : COLON.matcher(path).replaceAll(":");
        if (path == null || plain.equals(path)) {
            exchange.next();
            return;
        }
        String query = exchange.request().query();
        exchange.reroute(query == null ? plain : plain + "?" + query);
    }
}
