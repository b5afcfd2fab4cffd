package dev.gatehouse.request.stack.http;

import dev.gatehouse.request.identity.http.Callers;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.stack.PlanChange;
import dev.gatehouse.request.stack.StackPlans;
import dev.gatehouse.request.stack.json.StackPlanJson;
import dev.gatehouse.request.stack.json.StackRequestJson;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows members of a team what a request or a change of a stack would do. */
@Path("/api/v1/stacks:plan")
@Authenticated
@Tag(name = "stacks")
@Produces(MediaType.APPLICATION_JSON)
public class StackPlanResource {
    private final StackPlans plans;
    private final StackPlanJson changes;
    private final StackRequestJson requests;
    private final Callers callers;

    StackPlanResource(StackPlans plans, StackPlanJson changes, StackRequestJson requests, Callers callers) {
        this.plans = plans;
        this.changes = changes;
        this.requests = requests;
        this.callers = callers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Says what would be created, changed, replaced and destroyed, and does nothing of it. The body is a"
                            + " request, or {stackId, parameters, version} with a merge patch of the stack's parameters.")
    @APIResponse(responseCode = "200", description = "The plan, component by component")
    @APIResponse(responseCode = "400", description = "The body is no JSON")
    @APIResponse(responseCode = "403", description = "The team is not the caller's")
    @APIResponse(responseCode = "404", description = "There is no such stack")
    @APIResponse(responseCode = "409", description = "The name is taken in the team, or the stack is deleted")
    @APIResponse(responseCode = "422", description = "Fields have faults, each with its pointer")
    @APIResponse(
            responseCode = "429",
            description = "Too many plans are being made; Retry-After says when to ask again")
    @APIResponse(responseCode = "502", description = "The provisioner answers with no plan, or one that is too large")
    @APIResponse(responseCode = "503", description = "The provisioner is away")
    public Uni<StackPlanView> plan(byte[] body) {
        Caller caller = callers.current();
        Optional<PlanChange> change = changes.read(body);
        return (change.isPresent()
                        ? plans.plan(caller, change.get(), callers.token())
                        : plans.plan(caller, requests.read(body).request(), callers.token()))
                .map(StackPlanView::of);
    }
}
