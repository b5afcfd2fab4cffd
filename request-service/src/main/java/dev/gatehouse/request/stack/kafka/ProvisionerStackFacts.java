package dev.gatehouse.request.stack.kafka;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.EventHandler;
import dev.gatehouse.messaging.inbox.Inbox;
import dev.gatehouse.messaging.inbox.Ordering;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.request.stack.StackFact;
import dev.gatehouse.request.stack.StackFacts;
import dev.gatehouse.request.stack.StackRepairs;
import dev.gatehouse.request.stack.model.DriftFact;
import dev.gatehouse.request.stack.model.DriftFact.RepairNeeded;
import dev.gatehouse.request.stack.model.Stack;
import dev.gatehouse.request.stack.model.UnknownOperation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

/** Consumes {@code provisioner.stack.v1}: moves stacks, fills their timelines, repairs what has drifted. */
@ApplicationScoped
class ProvisionerStackFacts implements EventHandler {
    private final Inbox inbox;
    private final StackFacts facts;
    private final StackRepairs repairs;

    ProvisionerStackFacts(Inbox inbox, StackFacts facts, StackRepairs repairs) {
        this.inbox = inbox;
        this.facts = facts;
        this.repairs = repairs;
    }

    @Incoming("provisioner-stack")
    Uni<Void> receive(ConsumerRecord<String, byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return "provisioner.stack.v1";
    }

    @Override
    public Ordering ordering() {
        return Ordering.EVERY;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Event event) {
        UUID stack = StackId.parse(event.subject())
                .orElseThrow(() -> new RejectedEvent("the subject " + event.subject() + " is no stack's id"));
        Instant time = event.time() == null ? Instant.now() : event.time();
        StackFact fact = new StackFact(event.id(), event.source().toString(), event.type(), time, event.data());
        Optional<DriftFact> drift = DriftEvents.read(event);
        return facts.apply(session, stack, fact, move(event, drift))
                .onFailure(UnknownOperation.class)
                .transform(failure -> new RejectedEvent(String.valueOf(failure.getMessage())))
                .invoke(known -> {
                    if (!known) {
                        throw new RejectedEvent("there is no stack " + stack);
                    }
                })
                .chain(() -> drift.orElse(null) instanceof RepairNeeded needed
                        ? repairs.repair(session, stack, needed)
                        : Uni.createFrom().voidItem());
    }

    private static Optional<UnaryOperator<Stack>> move(Event event, Optional<DriftFact> drift) {
        return drift.isPresent()
                ? drift.map(fact -> stack -> stack.after(fact))
                : ProvisioningEvents.read(event).map(fact -> stack -> stack.after(fact));
    }
}
