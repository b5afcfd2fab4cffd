package dev.gatehouse.provisioner.secret;

import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.provisioner.secret.model.OpenedSecret;
import dev.gatehouse.provisioner.secret.model.SealedSecret;
import dev.gatehouse.provisioner.secret.model.SecretRead;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Secrets for the people who own them. Nothing is opened unless its reading is recorded and told. */
@ApplicationScoped
public class SecretReadings {
    private final UnitOfWork work;
    private final SecretRecords records;
    private final Sealing sealing;
    private final Outbox outbox;

    public SecretReadings(UnitOfWork work, SecretRecords records, Sealing sealing, Outbox outbox) {
        this.work = work;
        this.records = records;
        this.sealing = sealing;
        this.outbox = outbox;
    }

    /** Looks a secret up without opening it, so that the caller can be judged first. */
    public Uni<Optional<SealedSecret>> find(String reference) {
        return work.read(session -> records.find(session, reference));
    }

    /** Opens a secret for somebody who may read it; the record and the fact are committed before it is handed out. */
    public Uni<OpenedSecret> read(SealedSecret secret, String reader) {
        SecretRead reading = new SecretRead(
                secret.owner().stackId(),
                secret.reference(),
                reader,
                Clock.systemUTC().instant());
        // Opened first: a secret that does not open must not be told as read.
        OpenedSecret opened =
                new OpenedSecret(secret.reference(), secret.owner(), secret.username(), sealing.open(secret));
        OutgoingEvent fact = OutgoingEvent.of(
                SecretRead.TOPIC, SecretRead.TYPE, secret.owner().stackId(), reading);
        return work.run(session -> records.addReading(session, reading).chain(() -> outbox.publish(session, fact)))
                .replaceWith(opened);
    }
}
