package dev.gatehouse.request.stack.http;

import dev.gatehouse.request.identity.http.Callers;
import dev.gatehouse.request.stack.StackCancellations;
import dev.gatehouse.request.stack.StackRepairs;
import dev.gatehouse.request.stack.json.StackRepairJson;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What members of its team do with a stack beside changing what is wanted of it. */
@Path("/api/v1/stacks")
@Authenticated
@Tag(name = "stacks")
@Produces(MediaType.APPLICATION_JSON)
public class StackActionResource {
    private final StackRepairs repairs;
    private final StackCancellations cancellations;
    private final StackRepairJson json;
    private final Callers callers;

    StackActionResource(StackRepairs repairs, StackCancellations cancellations, StackRepairJson json, Callers callers) {
        this.repairs = repairs;
        this.cancellations = cancellations;
        this.json = json;
        this.callers = callers;
    }

    @POST
    @Path("{id: [^/:]+}:repair")
    @Operation(summary = "Makes components of a stack again as they are wanted; all of them where the body names none.")
    @APIResponse(responseCode = "202", description = "The repair holds the stack")
    @APIResponse(responseCode = "400", description = "The body is no JSON")
    @APIResponse(responseCode = "403", description = "The stack is another team's")
    @APIResponse(responseCode = "404", description = "There is no such stack")
    @APIResponse(responseCode = "409", description = "Another operation holds it, or it is deleted")
    @APIResponse(responseCode = "422", description = "The stack has no such component")
    public Uni<Response> repair(@RestPath UUID id, byte @Nullable [] body) {
        return repairs.repair(callers.current(), id, json.read(body)).map(StackAnswers::accepted);
    }

    @POST
    @Path("{id: [^/:]+}:cancel")
    @Operation(
            summary = "Cancels the operation that holds a stack. What it did is undone where that is possible; its end"
                    + " says so. Asking twice is asking once.")
    @APIResponse(responseCode = "202", description = "The operation is to end")
    @APIResponse(responseCode = "403", description = "The stack is another team's")
    @APIResponse(responseCode = "404", description = "There is no such stack")
    @APIResponse(
            responseCode = "409",
            description = "No operation holds it, or an upgrade does: that is cancelled itself")
    public Uni<Response> cancel(@RestPath UUID id) {
        return cancellations.cancel(callers.current(), id).map(StackAnswers::accepted);
    }
}
