package dev.gatehouse.request.stack;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.model.Namespace;
import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Origin;
import dev.gatehouse.request.stack.model.ShownPlan;
import dev.gatehouse.request.stack.model.Stack;
import dev.gatehouse.request.stack.model.StackComponent;
import dev.gatehouse.request.template.Releases;
import dev.gatehouse.request.template.Releases.Ready;
import dev.gatehouse.request.template.model.Template;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns a request into a stack that may be added, or refuses it. Reads releases, writes nothing. */
@ApplicationScoped
public class StackOrders {
    private final Releases releases;

    StackOrders(Releases releases) {
        this.releases = releases;
    }

    /**
     * A stack that was found fit.
     *
     * @param defaults what its release's schema added to the parameters
     * @param adopt the components that are taken over
     * @param plan the digest of the plan that is to be carried out; null where none was shown
     */
    public record Order(
            Stack stack,
            Map<String, Object> defaults,
            List<String> adopt,
            @Nullable String plan) {}

    /** Checks the request against its release; fails with a {@code Refusal}. */
    public Uni<Order> prepare(RequestStack request, UUID id, String requestedBy) {
        return release(request.template(), request.version()).map(release -> order(request, release, id, requestedBy));
    }

    /**
     * A release; fails with a {@code Refusal} where there is none.
     *
     * @param version null for the newest
     */
    Uni<Ready> release(String template, @Nullable String version) {
        Uni<Optional<Ready>> found = version == null
                ? releases.newest(template)
                : releases.ready(template, version)
                        .chain(release -> release.isPresent()
                                ? Uni.createFrom().item(release)
                                : refuseVersion(template, version));
        return found.map(release -> release.orElseThrow(() -> new Refusal(unknownTemplate(template))));
    }

    private static Order order(RequestStack request, Ready ready, UUID id, String requestedBy) {
        ShownPlan plan = request.plan();
        if (plan != null) {
            plan.mustBeOfNew();
        }
        Template template = ready.release().template();
        Map<String, Object> defaults = ParameterFit.defaults(ready, request.parameters());
        AdoptionFit.check(template, request.adopt());
        Origin origin = new Origin(
                id,
                request.name(),
                request.team(),
                request.environment(),
                Namespace.of(request.team(), request.name()),
                request.labels(),
                request.template(),
                requestedBy,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        Stack stack = Stack.requested(
                origin,
                template.version(),
                request.parameters(),
                components(template),
                UUID.randomUUID(),
                request.adopt().isEmpty() ? Kind.PROVISION : Kind.ADOPT);
        return new Order(stack, defaults, request.adopt(), plan == null ? null : plan.digest());
    }

    private static List<StackComponent> components(Template template) {
        return template.components().stream()
                .map(component -> StackComponent.pending(
                        component.name(),
                        component.kind().label(),
                        component.owner().label()))
                .toList();
    }

    private Uni<Optional<Ready>> refuseVersion(String template, String version) {
        return releases.newest(template).map(latest -> {
            String newest = latest.map(ready -> ready.release().template().version())
                    .orElseThrow(() -> new Refusal(unknownTemplate(template)));
            throw new Refusal(Problem.of(
                            422,
                            "unknown-version",
                            "No such release",
                            "Template " + template + " has no release " + version + "; its newest is " + newest + ".")
                    .at("/version", "is no release of " + template));
        });
    }

    private static Problem unknownTemplate(String template) {
        return Problem.of(
                        422,
                        "unknown-template",
                        "No such template",
                        "No template is named " + template + "; GET /api/v1/templates lists them.")
                .at("/template", "is no template");
    }
}
