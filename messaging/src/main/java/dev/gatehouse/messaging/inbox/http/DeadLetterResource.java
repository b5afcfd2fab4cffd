package dev.gatehouse.messaging.inbox.http;

import dev.gatehouse.messaging.inbox.DeadLetter;
import dev.gatehouse.messaging.inbox.DeadLetters;
import dev.gatehouse.messaging.inbox.Replay;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code /internal/dead-letters}: not routed by the front door, reached on the service's own port. For platform
 * engineers only, because a letter's reason may quote what a team sent.
 */
@Path("/internal/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("platform-engineer")
public class DeadLetterResource {
    private final DeadLetters deadLetters;

    public DeadLetterResource(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** A page of the letters that wait; with {@code all=true} the replayed ones as well. */
    @GET
    public Uni<Page> list(
            @QueryParam("after") @Nullable UUID after, @QueryParam("all") @DefaultValue("false") boolean all) {
        return deadLetters.list(Optional.ofNullable(after), all).map(Page::of);
    }

    /** Replays one letter; answers 200 with the outcome, which may be a failure. */
    @POST
    @Path("{id}/replay")
    public Uni<Replay> replay(@PathParam("id") UUID id) {
        return deadLetters.replay(id);
    }

    /** Gives up on one letter, so that its aggregate can go on without it; the letter keeps who decided that. */
    @POST
    @Path("{id}/skip")
    public Uni<Replay> skip(@PathParam("id") UUID id, @Context SecurityContext caller) {
        return deadLetters.skip(id, caller.getUserPrincipal().getName());
    }

    /** Replays every letter that waits, up to 1000; answers the outcome of each. */
    @POST
    @Path("replay")
    public Uni<List<Replay>> replayAll() {
        return deadLetters.replayAll();
    }

    /** @param next the {@code after} of the next page; null on the last one */
    public record Page(List<DeadLetter> items, @Nullable UUID next) {
        static Page of(List<DeadLetter> items) {
            return new Page(
                    items,
                    items.size() < DeadLetters.PAGE
                            ? null
                            : items.get(items.size() - 1).id());
        }
    }
}
