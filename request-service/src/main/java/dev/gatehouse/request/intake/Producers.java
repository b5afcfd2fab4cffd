package dev.gatehouse.request.intake;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.intake.model.Producer;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Registers producers. Only platform engineers get here. */
@ApplicationScoped
public class Producers {
    private final ProducerStore store;
    private final Signatures signatures;
    private final UnitOfWork work;

    Producers(ProducerStore store, Signatures signatures, UnitOfWork work) {
        this.store = store;
        this.signatures = signatures;
        this.work = work;
    }

    /** The producer, and whether its name is new. */
    public record Outcome(Producer producer, boolean isNew) {}

    /** From its commit on, events are judged by the new key and teams. */
    public Uni<Outcome> register(Caller caller, RegisterProducer command) {
        signatures.keyFault(command.key()).ifPresent(fault -> {
            throw new Refusal(Problem.of(
                            422, "invalid-key", "The key cannot be used", "Send a public JWK, EC P-256 or OKP Ed25519.")
                    .at("/key", fault));
        });
        Producer producer = new Producer(
                command.name(),
                command.key(),
                command.teams(),
                caller.name(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        return work.run(session -> store.put(session, producer)).map(isNew -> new Outcome(producer, isNew));
    }

    public Uni<Producer> find(String name) {
        return work.read(session -> store.find(session, name))
                .map(found -> found.orElseThrow(() -> new Refusal(Problem.of(
                        404, "unknown-producer", "No such producer", "No producer is registered as " + name + "."))));
    }
}
