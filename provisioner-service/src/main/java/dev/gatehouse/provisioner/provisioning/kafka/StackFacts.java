package dev.gatehouse.provisioner.provisioning.kafka;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.EventData;
import dev.gatehouse.messaging.inbox.EventHandler;
import dev.gatehouse.messaging.inbox.Inbox;
import dev.gatehouse.messaging.inbox.Ordering;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.provisioner.provisioning.CancelOperation;
import dev.gatehouse.provisioner.provisioning.Cancellations;
import dev.gatehouse.provisioner.provisioning.StackRequests;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

/** Takes what was asked of stacks. Only request-service may write this topic; the broker's access rules see to that. */
@ApplicationScoped
class StackFacts implements EventHandler {
    private final Inbox inbox;
    private final StackRequests requests;
    private final Cancellations cancellations;

    StackFacts(Inbox inbox, StackRequests requests, Cancellations cancellations) {
        this.inbox = inbox;
        this.requests = requests;
        this.cancellations = cancellations;
    }

    @Incoming("request-stack")
    Uni<Void> receive(ConsumerRecords<String, byte[]> messages) {
        return inbox.receive(this, messages);
    }

    @Override
    public String topic() {
        return "request.stack.v1";
    }

    @Override
    public Ordering ordering() {
        return Ordering.EVERY;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Event event) {
        if (event.type().equals(OperationCancelRequested.TYPE)) {
            CancelOperation command =
                    EventData.read(event, OperationCancelRequested.class).command();
            refuseUnlessSubject(event, command.stackId());
            return cancellations.cancel(session, command);
        }
        Optional<StackOrder> asked = read(event);
        if (asked.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        StackOrder order = asked.get();
        refuseUnlessSubject(event, order.stackId());
        return requests.accept(session, order);
    }

    private static void refuseUnlessSubject(Event event, String stackId) {
        if (!stackId.equals(event.subject())) {
            throw new RejectedEvent("the event's subject is " + event.subject() + ", its stack " + stackId);
        }
    }

    /** What is asked for; empty for events that ask for nothing. */
    private Optional<StackOrder> read(Event event) {
        return switch (event.type()) {
            case StackRequested.TYPE ->
                Optional.of(EventData.read(event, StackRequested.class).order());
            case StackChangeRequested.TYPE ->
                Optional.of(EventData.read(event, StackChangeRequested.class).order());
            case StackUpgradeRequested.TYPE ->
                Optional.of(EventData.read(event, StackUpgradeRequested.class).order());
            case StackDeletionRequested.TYPE ->
                Optional.of(EventData.read(event, StackDeletionRequested.class).order());
            default -> Optional.empty();
        };
    }
}
