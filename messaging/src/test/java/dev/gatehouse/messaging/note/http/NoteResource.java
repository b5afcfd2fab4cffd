package dev.gatehouse.messaging.note.http;

import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.note.persistence.Note;
import dev.gatehouse.messaging.note.temporal.Noting;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.WorkflowStart;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import java.util.UUID;

/** A request as services serve it: a state change, a fact and a workflow start in one transaction. */
@Path("/notes/{id}")
public class NoteResource {
    private final UnitOfWork unitOfWork;
    private final Outbox outbox;

    public NoteResource(UnitOfWork unitOfWork, Outbox outbox) {
        this.unitOfWork = unitOfWork;
        this.outbox = outbox;
    }

    @POST
    public Uni<Void> note(@PathParam("id") UUID id) {
        return unitOfWork.run(session -> session.persist(new Note(id, "over HTTP"))
                .chain(() -> outbox.publish(
                        session,
                        OutgoingEvent.of("test.every.v1", "dev.gatehouse.test.Noted.v1", id.toString(), Map.of())))
                .chain(() -> outbox.start(
                        session,
                        new WorkflowStart("note/" + id, "Noting", Noting.QUEUE, new Noting.Input(id.toString())))));
    }
}
