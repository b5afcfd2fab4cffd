package dev.gatehouse.request.timeline.http;

import dev.gatehouse.request.identity.http.Callers;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.timeline.Timelines;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a stream while a refusal can still be answered: once a stream has begun its status is sent, and a failure could
 * only break the connection off.
 */
class StreamAdmission {
    private final Timelines timelines;
    private final Callers callers;
    private final OpenStreams open;

    StreamAdmission(Timelines timelines, Callers callers, OpenStreams open) {
        this.timelines = timelines;
        this.callers = callers;
        this.open = open;
    }

    @ServerRequestFilter
    @Admitted
    public Uni<Response> admit(UriInfo uri) {
        UUID stack;
        try {
            stack = UUID.fromString(uri.getPathParameters().getFirst("id"));
        } catch (IllegalArgumentException noId) {
            return Uni.createFrom().nullItem(); // the route itself answers what cannot be an id
        }
        Caller caller = callers.current();
        return timelines
                .mustBeAllowedToRead(caller, stack)
                .invoke(() -> open.mustHaveRoom(caller.subject()))
                .chain(() -> Uni.createFrom().nullItem());
    }
}
