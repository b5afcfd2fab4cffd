package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.TracedEvent;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.messaging.transaction.Together;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Made;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Notes what engines have done, each with its fact; what several have just done is noted in one transaction. */
@ApplicationScoped
class Notes {
    private static final int MOST = 50;

    private final BlockingBridge bridge;
    private final ComponentRecords components;
    private final Outbox outbox;
    private final Together<Note, Boolean> notes = new Together<>(MOST, this::note);

    Notes(BlockingBridge bridge, ComponentRecords components, Outbox outbox) {
        this.bridge = bridge;
        this.components = components;
        this.outbox = outbox;
    }

    /** Whether it was noted now: it had not been before, and the operation goes on. */
    boolean add(Made made, String type, Object fact) {
        return notes.perform(new Note(made, TracedEvent.here(Facts.of(made.operation(), made.step(), type, fact))));
    }

    /** What is noted of one component: its fact belongs to its own trace. */
    private record Note(Made made, TracedEvent fact) {}

    private List<Boolean> note(List<Note> notes) {
        Instant now = Clock.systemUTC().instant();
        List<Made> made = notes.stream().map(Note::made).toList();
        return bridge.inTransaction(
                session -> components.made(session, made, now).chain(noted -> outbox.publishAll(
                                session, facts(notes, noted))
                        .replaceWith(notes.stream()
                                .map(note -> noted.contains(note.made()))
                                .toList())));
    }

    private static List<TracedEvent> facts(List<Note> notes, Set<Made> noted) {
        return notes.stream()
                .filter(note -> noted.contains(note.made()))
                .map(Note::fact)
                .toList();
    }
}
