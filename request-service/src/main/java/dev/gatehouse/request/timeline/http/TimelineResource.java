package dev.gatehouse.request.timeline.http;

import dev.gatehouse.request.identity.http.Callers;
import dev.gatehouse.request.problem.http.PageSize;
import dev.gatehouse.request.timeline.Timelines;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A stack's timeline, page by page. */
@Path("/api/v1/stacks/{id}/timeline")
@Authenticated
@Tag(name = "timeline")
@Produces(MediaType.APPLICATION_JSON)
public class TimelineResource {
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 500;

    private final Timelines timelines;
    private final Callers callers;

    TimelineResource(Timelines timelines, Callers callers) {
        this.timelines = timelines;
        this.callers = callers;
    }

    @GET
    @Operation(summary = "Shows what happened to a stack, the oldest first.")
    public Uni<TimelinePage> page(
            @RestPath UUID id, @RestQuery @Nullable String cursor, @RestQuery @Nullable String limit) {
        int size = PageSize.read(limit, USUAL_PAGE, LARGEST_PAGE);
        return timelines
                .page(callers.current(), id, TimelinePosition.read(cursor), size + 1)
                .map(found -> TimelinePage.of(found, size));
    }
}
