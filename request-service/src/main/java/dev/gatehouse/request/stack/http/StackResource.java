package dev.gatehouse.request.stack.http;

import dev.gatehouse.request.identity.http.Callers;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.problem.http.PageSize;
import dev.gatehouse.request.stack.ChangeStack;
import dev.gatehouse.request.stack.Idempotency;
import dev.gatehouse.request.stack.StackChanges;
import dev.gatehouse.request.stack.StackDeletions;
import dev.gatehouse.request.stack.Stacks;
import dev.gatehouse.request.stack.json.StackPatchJson;
import dev.gatehouse.request.stack.json.StackRequestJson;
import dev.gatehouse.request.stack.model.Phase;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Requests, changes and deletes stacks (members of the team) and shows them (members of the team, platform engineers). */
@Path("/api/v1/stacks")
@Authenticated
@Tag(name = "stacks")
@Produces(MediaType.APPLICATION_JSON)
public class StackResource {
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    private final Stacks stacks;
    private final StackDeletions deletions;
    private final StackChanges changes;
    private final StackRequestJson json;
    private final StackPatchJson patches;
    private final Callers callers;

    StackResource(
            Stacks stacks,
            StackDeletions deletions,
            StackChanges changes,
            StackRequestJson json,
            StackPatchJson patches,
            Callers callers) {
        this.stacks = stacks;
        this.deletions = deletions;
        this.changes = changes;
        this.json = json;
        this.patches = patches;
        this.callers = callers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Requests a stack. With an Idempotency-Key a retry is safe for 24 hours."
                    + " With the digest of a plan as its plan, what that shows is made, or nothing.")
    @APIResponse(responseCode = "202", description = "Accepted; Location names the stack")
    @APIResponse(responseCode = "400", description = "The body is no JSON, or the plan no digest of a plan")
    @APIResponse(responseCode = "403", description = "The team is not the caller's")
    @APIResponse(responseCode = "409", description = "The name is taken in the team, or the plan is one of a change")
    @APIResponse(responseCode = "422", description = "Fields have faults, each with its pointer")
    public Uni<Response> request(byte[] body, @RestHeader("Idempotency-Key") @Nullable String key) {
        Caller caller = callers.current();
        StackRequestJson.Read read = json.read(body);
        Idempotency idempotency = IdempotencyKey.read(key, caller.subject(), read::fingerprint);
        return stacks.request(caller, read.request(), idempotency).map(StackAnswers::accepted);
    }

    @GET
    @Operation(
            summary =
                    "Lists the stacks of the caller's teams, the newest first; platform engineers see all. Deleted ones"
                            + " are left out unless deleted=true.")
    public Uni<StackList> list(
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String deleted) {
        int size = PageSize.read(limit, USUAL_PAGE, LARGEST_PAGE);
        return stacks.list(callers.current(), Deleted.read(deleted), Cursor.read(cursor), size + 1)
                .map(found -> StackList.of(found, size));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Shows a stack, deleted ones too. Its generation is the ETag.")
    public Uni<Response> find(@RestPath UUID id) {
        return stacks.find(callers.current(), id).map(StackAnswers::shown);
    }

    @PATCH
    @Path("{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary =
                    "Changes a stack's parameters by a merge patch, and protects it from deletion or lifts that. Empty"
                            + " parameters try again what failed. With the digest of a plan as its plan, the change does what that"
                            + " shows, or fails before it touches anything.")
    @APIResponse(responseCode = "202", description = "The change holds the stack")
    @APIResponse(responseCode = "200", description = "The stack as it is now; no operation was needed")
    @APIResponse(
            responseCode = "400",
            description = "The body is no JSON, the plan no digest of a plan, or If-Match no generation")
    @APIResponse(responseCode = "403", description = "The stack is another team's")
    @APIResponse(responseCode = "404", description = "There is no such stack")
    @APIResponse(
            responseCode = "409",
            description = "Another operation holds it, it is deleted, or it has moved on since it was planned")
    @APIResponse(responseCode = "412", description = "If-Match names another generation")
    @APIResponse(responseCode = "422", description = "Fields have faults, each with its pointer")
    public Uni<Response> change(@RestPath UUID id, byte[] body, @RestHeader("If-Match") @Nullable String ifMatch) {
        Caller caller = callers.current();
        StackPatchJson.Patch patch = patches.read(body);
        return changes.change(
                        caller,
                        new ChangeStack(
                                id,
                                Generation.read(ifMatch),
                                patch.deletionProtection(),
                                patch.parameters(),
                                patch.plan()))
                .map(outcome ->
                        outcome.taken() ? StackAnswers.accepted(outcome.stack()) : StackAnswers.shown(outcome.stack()));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Deletes a stack and everything that was made for it. Asking twice is asking once.")
    @APIResponse(responseCode = "202", description = "The deletion holds the stack")
    @APIResponse(responseCode = "200", description = "The stack is gone already")
    @APIResponse(responseCode = "400", description = "If-Match is no generation")
    @APIResponse(responseCode = "403", description = "The stack is another team's")
    @APIResponse(responseCode = "404", description = "There is no such stack")
    @APIResponse(responseCode = "409", description = "It is protected, or another operation holds it")
    @APIResponse(responseCode = "412", description = "If-Match names another generation")
    public Uni<Response> delete(@RestPath UUID id, @RestHeader("If-Match") @Nullable String ifMatch) {
        return deletions
                .delete(callers.current(), id, Generation.read(ifMatch))
                .map(stack ->
                        stack.phase() == Phase.DELETED ? StackAnswers.shown(stack) : StackAnswers.accepted(stack));
    }
}
