package dev.gatehouse.request.stack.httpclient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.messaging.trace.TraceParent;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.PlanOrder;
import dev.gatehouse.request.stack.ProvisionerPlans;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@link ProvisionerPlans} over HTTP. The caller's token goes to the configured address only: no redirect is followed,
 * no proxy is used.
 */
@ApplicationScoped
class HttpProvisionerPlans implements ProvisionerPlans {
    private static final Logger LOG = Logger.getLogger(HttpProvisionerPlans.class);
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,3}");

    /** A plan tells a release's fields with their values; a release's executable part has 512 KB at most. */
    static final int MOST_BYTES = 4 << 20;

    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final URI route;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECTING)
            .build();

    HttpProvisionerPlans(
            @ConfigProperty(name = "gatehouse.provisioner.url") URI provisioner,
            @ConfigProperty(name = "gatehouse.provisioner.patience", defaultValue = "30s") Duration patience) {
        if (!SCHEMES.contains(provisioner.getScheme()) || provisioner.getHost() == null) {
            throw new IllegalArgumentException(
                    "gatehouse.provisioner.url is http:// or https:// with a host, and not " + provisioner);
        }
        this.route = provisioner.resolve("/api/v1/provisioning/plans");
        this.patience = patience;
    }

    private record Answer(
            @Nullable List<Object> components, @Nullable String digest) {}

    /** What is read of a problem. */
    private record Refused(
            @Nullable String type,
            @Nullable String title,
            @Nullable String detail) {}

    @Override
    public Uni<Told> plan(PlanOrder order, String token) {
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request(order, token), head -> new LimitedBody(MOST_BYTES)))
                .ifNoItem()
                .after(patience)
                .fail()
                .onFailure()
                .transform(HttpProvisionerPlans::away)
                .map(HttpProvisionerPlans::told);
    }

    private HttpRequest request(PlanOrder order, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(route)
                .timeout(patience)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
        String trace = TraceParent.current();
        if (trace != null) {
            request.header("traceparent", trace);
        }
        try {
            return request.POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(order)))
                    .build();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an order cannot be written as JSON", impossible);
        }
    }

    private static Told told(HttpResponse<Optional<byte[]>> answer) {
        byte[] body = answer.body().orElseThrow(HttpProvisionerPlans::tooLarge);
        int status = answer.statusCode();
        try {
            if (status == 200) {
                Answer plan = JSON.readValue(body, Answer.class);
                if (plan.components() != null) {
                    return new Told(plan.components(), plan.digest());
                }
            } else if (status >= 400 && status < 500 || status == 503) {
                Refused refused = JSON.readValue(body, Refused.class);
                if (status != 503 || refused.type() != null) {
                    throw refused(answer, refused);
                }
            }
        } catch (IOException unreadable) {
            // told below, without what came
        }
        throw away(new IllegalStateException("it answered " + status));
    }

    /** The provisioner's own words: it knows better what its caller can do, and when. */
    private static Refusal refused(HttpResponse<?> answer, Refused told) {
        String type = told.type() == null ? "" : told.type();
        String slug = type.substring(type.lastIndexOf('/') + 1).replaceAll("[^-a-z0-9]", "");
        Problem problem = Problem.of(
                answer.statusCode(),
                slug.isEmpty() ? "cannot-be-planned" : slug,
                told.title() == null ? "The stack cannot be planned" : told.title(),
                told.detail() == null ? "The provisioner refused it." : told.detail());
        return answer.headers()
                .firstValue("Retry-After")
                .filter(SECONDS.asMatchPredicate())
                .map(seconds -> new Refusal(problem, Integer.parseInt(seconds)))
                .orElseGet(() -> new Refusal(problem));
    }

    private static Refusal tooLarge() {
        LOG.warnf("The provisioner's plan has more than %d bytes", MOST_BYTES);
        return new Refusal(Problem.of(
                502,
                "plan-too-large",
                "The plan is too large to be shown",
                "Nothing was changed. Plan with fewer or smaller parameters, and tell the platform team."));
    }

    private static Refusal away(Throwable cause) {
        LOG.warnf("The provisioner gives no plan: %s", cause);
        return new Refusal(Problem.of(
                503,
                "provisioner-away",
                "The provisioner gives no plan",
                "Nothing was changed. Try again after the time that Retry-After gives."));
    }
}
