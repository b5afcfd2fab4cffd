package dev.gatehouse.provisioner.target.http;

import dev.gatehouse.provisioner.identity.Caller;
import dev.gatehouse.provisioner.problem.Problem;
import dev.gatehouse.provisioner.problem.Problem.Field;
import dev.gatehouse.provisioner.target.TargetCredentials;
import dev.gatehouse.provisioner.target.TargetInUse;
import dev.gatehouse.provisioner.target.Targets;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.target.model.TargetRules;
import dev.gatehouse.provisioner.target.model.TargetRules.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The registry of targets: for platform engineers only. */
@Path("/api/v1/targets")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.PLATFORM_ENGINEER)
class TargetResource {
    /** A text, because what is no number would otherwise be answered as a route that does not exist. */
    private static final String LIMIT = "[1-9]|[1-9][0-9]|1[0-9][0-9]|200";

    private final Targets targets;
    private final TargetCredentials credentials;
    private final Caller caller;

    TargetResource(Targets targets, TargetCredentials credentials, Caller caller) {
        this.targets = targets;
        this.credentials = credentials;
        this.caller = caller;
    }

    /** Registers a target, or replaces the one of this name; its place can change only while nothing lies on it. */
    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Target> put(@RestPath String name, @Nullable TargetBody body) {
        String kind = body == null || body.kind() == null ? "" : body.kind();
        Map<String, @Nullable Object> address = body == null || body.address() == null ? Map.of() : body.address();
        List<String> environments = body == null || body.environments() == null ? List.of() : body.environments();
        refuse(name, kind, address, environments);
        return targets.register(new Target(
                        name,
                        kind,
                        address,
                        environments,
                        caller.subject(),
                        Clock.systemUTC().instant()))
                .onFailure(TargetInUse.class)
                .transform(inUse -> Problem.of(
                                409,
                                "target-in-use",
                                "Components lie on this target",
                                "Register the new place under another name.")
                        .exception());
    }

    @GET
    @Path("{name}")
    public Uni<Target> get(@RestPath String name) {
        Uni<Optional<Target>> known =
                TargetRules.isName(name) ? targets.find(name) : Uni.createFrom().item(Optional.empty());
        return known.map(found -> found.orElseThrow(
                () -> Problem.of(404, "unknown-target", "There is no such target", "GET /api/v1/targets lists them.")
                        .exception()));
    }

    /** A page of targets by name; {@code cursor} is the {@code next} of the page before. */
    @GET
    public Uni<TargetPage> list(
            @RestQuery @DefaultValue("") String cursor,
            @RestQuery @DefaultValue("50") @Pattern(regexp = LIMIT, message = "must be a number from 1 to 200")
                    String limit) {
        if (!cursor.isEmpty() && !TargetRules.isName(cursor)) {
            throw Problem.of(400, "invalid-cursor", "The cursor is not valid", "Send the next of the page before.")
                    .exception();
        }
        int size = Integer.parseInt(limit);
        return targets.list(cursor, size + 1).map(found -> TargetPage.of(found, size));
    }

    private void refuse(String name, String kind, Map<String, @Nullable Object> address, List<String> environments) {
        List<Violation> violations = new ArrayList<>();
        if (!TargetRules.isName(name)) {
            violations.add(
                    new Violation("/name", "must be a lower-case name of at most 63 letters, digits and dashes"));
        }
        List<String> named =
                environments.stream().map(text -> Objects.toString(text, "")).toList();
        violations.addAll(TargetRules.check(kind, address, named));
        if (credentials.of(name).map(found -> !found.mayBeUsedAt(kind, address)).orElse(false)) {
            violations.add(
                    new Violation("/address", "is not where the provisioner's credential for this target may be used"));
        }
        if (!violations.isEmpty()) {
            throw Problem.ofFields(violations.stream()
                            .map(violation -> new Field(violation.pointer(), violation.detail()))
                            .toList())
                    .exception();
        }
    }
}
