package dev.gatehouse.provisioner.provisioning.http;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.identity.Caller;
import dev.gatehouse.provisioner.problem.Problem;
import dev.gatehouse.provisioner.provisioning.Plans;
import dev.gatehouse.provisioner.provisioning.StackProvisionings;
import dev.gatehouse.provisioner.provisioning.StackProvisionings.StackProvisioning;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Shows what a request or a change would do. request-service asks it in the name of its caller; whoever asks must be of
 * the stack's team, and of a stack that exists only template, parameters and generation may be other ones.
 */
@Path("/api/v1/provisioning/plans")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class PlanResource {
    private final Plans plans;
    private final StackProvisionings stacks;
    private final Caller caller;
    /** Plans hold a thread and a connection to a target each; people wait for them, so they wait in no line. */
    private final Semaphore free;
    /** Nobody takes all places. */
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    PlanResource(
            Plans plans,
            StackProvisionings stacks,
            Caller caller,
            @ConfigProperty(name = "gatehouse.provisioner.parallel-plans") int parallel) {
        this.plans = plans;
        this.stacks = stacks;
        this.caller = caller;
        this.free = new Semaphore(parallel);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<PlanView> plan(@NotNull @Valid PlanBody body) {
        refuseOthers(body.team());
        String subject = caller.subject();
        return existing(body).map(body::order).chain(order -> Uni.createFrom()
                .item(() -> plan(subject, order))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    }

    private Uni<Optional<StackProvisioning>> existing(PlanBody body) {
        return body.stackId() == null
                ? Uni.createFrom().item(Optional.empty())
                : StackPath.find(body.stackId(), stacks::find)
                        .invoke(found -> refuseOthers(found.operation().order().team()))
                        .map(Optional::of);
    }

    private void refuseOthers(String team) {
        if (!caller.memberOf(team)) {
            throw Caller.notYourTeam(team);
        }
    }

    private PlanView plan(String subject, StackOrder order) {
        if (!asking.add(subject)) {
            throw Problem.of(
                            429,
                            "plan-under-way",
                            "Another plan of yours is being made",
                            "Wait for its answer; plans ask the targets, which takes a few seconds.")
                    .exception();
        }
        try {
            return plan(order);
        } finally {
            asking.remove(subject);
        }
    }

    private PlanView plan(StackOrder order) {
        if (!free.tryAcquire()) {
            throw Problem.of(503, "busy", "Too many plans are being made", "Ask again in a few seconds.")
                    .exception();
        }
        try {
            return PlanView.of(order, plans.plan(order));
        } catch (TransientFailure away) {
            throw Problem.of(
                            503,
                            "unavailable",
                            "What the plan needs is away",
                            away.getMessage() + ". Ask again in a few seconds.")
                    .exception();
        } catch (PermanentFailure refused) {
            throw Problem.of(422, "cannot-be-provisioned", String.valueOf(refused.getMessage()), refused.remedy())
                    .exception();
        } finally {
            free.release();
        }
    }
}
