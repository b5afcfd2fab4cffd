package dev.gatehouse.request.timeline.http;

import dev.gatehouse.request.identity.http.Callers;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.timeline.Timelines;
import dev.gatehouse.request.timeline.model.TimelineEntry;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** A stack's timeline as it grows. */
@Path("/api/v1/stacks/{id}/events")
@Authenticated
@Tag(name = "timeline")
public class EventStreamResource {
    private final Timelines timelines;
    private final Callers callers;
    private final Sse sse;
    private final Duration heartbeat;
    private final OpenStreams open;

    EventStreamResource(
            Timelines timelines,
            Callers callers,
            Sse sse,
            OpenStreams open,
            @ConfigProperty(name = "gatehouse.request.events.heartbeat", defaultValue = "15s") Duration heartbeat) {
        this.timelines = timelines;
        this.callers = callers;
        this.sse = sse;
        this.heartbeat = heartbeat;
        this.open = open;
    }

    @GET
    @Admitted
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Streams a stack's timeline from Last-Event-ID on; comments keep the connection alive. Ends when"
                    + " the client leaves or its token ends: connect again with a fresh one.")
    @APIResponse(responseCode = "200", description = "Events; the id is the position on the timeline")
    @APIResponse(responseCode = "429", description = "Too many streams are open")
    public Multi<OutboundSseEvent> events(
            @RestPath UUID id, @RestHeader("Last-Event-ID") @Nullable String lastEventId) {
        long after = TimelinePosition.read(lastEventId);
        Caller caller = callers.current();
        Duration allowed = callers.remaining();
        Multi<OutboundSseEvent> stream =
                open.around(caller.subject(), stream(id, after).select().first(allowed));
        return RestMulti.fromUniResponse(Uni.createFrom().item(stream), entries -> entries);
    }

    private Multi<OutboundSseEvent> stream(UUID id, long after) {
        Context context = Vertx.currentContext();
        Executor here = command -> context.runOnContext(nothing -> command.run());
        Multi<OutboundSseEvent> entries = timelines.follow(id, after, here).map(this::event);
        Multi<OutboundSseEvent> heartbeats = Multi.createFrom()
                .ticks()
                .every(heartbeat)
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("still here").build());
        return Multi.createBy().merging().streams(entries, heartbeats);
    }

    private OutboundSseEvent event(TimelineEntry entry) {
        return sse.newEventBuilder()
                .id(Long.toString(entry.position()))
                .name(entry.event())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(EntryView.class, EntryView.of(entry))
                .build();
    }
}
