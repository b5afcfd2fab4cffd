package dev.gatehouse.request.intake.kafka;

import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.EventHandler;
import dev.gatehouse.messaging.inbox.Inbox;
import dev.gatehouse.messaging.inbox.Ordering;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.request.intake.Intake;
import dev.gatehouse.request.intake.UntrustedOrder;
import dev.gatehouse.request.intake.model.SignedOrder;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.json.StackRequestJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny;

/** Consumes {@code gatehouse.intake.v1}. What is refused becomes a dead letter with the reason. */
@ApplicationScoped
class IntakeOrders implements EventHandler {
    private final Inbox inbox;
    private final Intake intake;
    private final StackRequestJson json;
    private final Counter refused;

    IntakeOrders(Inbox inbox, Intake intake, StackRequestJson json, MeterRegistry meters) {
        this.inbox = inbox;
        this.intake = intake;
        this.json = json;
        this.refused = meters.counter("gatehouse.request.intake.refusals");
    }

    @Incoming("gatehouse-intake")
    Uni<Void> receive(ConsumerRecord<String, byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return "gatehouse.intake.v1";
    }

    @Override
    public Ordering ordering() {
        return Ordering.NONE;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Event event) {
        SignedOrder order = new SignedOrder(
                event.id(),
                event.source().toString(),
                event.type(),
                event.extensions().get("time"),
                event.rawData(),
                event.extensions().get("signature"));
        return Uni.createFrom()
                .deferred(() -> intake.take(
                        session, order, () -> json.read(order.data()).request()))
                .onFailure(UntrustedOrder.class)
                .transform(failure -> rejected(String.valueOf(failure.getMessage())))
                .onFailure(Refusal.class)
                .transform(failure -> rejected(((Refusal) failure).inOneLine()));
    }

    private RejectedEvent rejected(String reason) {
        refused.increment();
        return new RejectedEvent(reason);
    }
}
