package dev.gatehouse.request.intake;

import dev.gatehouse.request.intake.model.Producer;
import dev.gatehouse.request.intake.model.SignedOrder;
import dev.gatehouse.request.stack.RequestStack;
import dev.gatehouse.request.stack.StackOrders;
import dev.gatehouse.request.stack.Stacks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Takes orders from the intake topic. Nothing in an event is believed before its signature is found to be by the key
 * that was registered for its producer; nothing it says about itself, such as its id, counts before that either.
 */
@ApplicationScoped
public class Intake {
    private final ProducerStore producers;
    private final Signatures signatures;
    private final StackOrders orders;
    private final Stacks stacks;
    private final Counter duplicates;

    Intake(ProducerStore producers, Signatures signatures, StackOrders orders, Stacks stacks, MeterRegistry meters) {
        this.producers = producers;
        this.signatures = signatures;
        this.orders = orders;
        this.stacks = stacks;
        this.duplicates = meters.counter("gatehouse.request.intake.duplicates");
    }

    /**
     * Adds the ordered stack in the caller's transaction, or drops a repeated order.
     *
     * @param request reads the order; called only once the event is trusted
     * @return fails with {@link UntrustedOrder}, or with a {@code Refusal} as over HTTP
     */
    public Uni<Void> take(Mutiny.Session session, SignedOrder order, Supplier<RequestStack> request) {
        refuse(order.formFault());
        String name = order.producer().orElseThrow();
        return producers.find(session, name).chain(found -> {
            Producer producer = found.orElseThrow(() -> new UntrustedOrder("no producer is registered as " + name));
            trust(order, producer);
            UUID stack = OrderedStack.id(name, order.id());
            return producers
                    .receive(session, name, order.id(), stack)
                    .chain(isNew -> isNew ? add(session, stack, producer, request.get()) : drop());
        });
    }

    private void trust(SignedOrder order, Producer producer) {
        refuse(signatures.signatureFault(
                String.valueOf(order.signature()), order.signedContent(), producer.name(), producer.key()));
        refuse(order.timeFault(Instant.now()));
    }

    private Uni<Void> drop() {
        duplicates.increment();
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> add(Mutiny.Session session, UUID stack, Producer producer, RequestStack request) {
        if (!producer.teams().contains(request.team())) {
            throw new UntrustedOrder("producer " + producer.name() + " may not order for team " + request.team());
        }
        return orders.prepare(request, stack, "producer:" + producer.name())
                .chain(prepared -> stacks.add(session, prepared))
                .replaceWithVoid();
    }

    private static void refuse(Optional<String> fault) {
        fault.ifPresent(reason -> {
            throw new UntrustedOrder(reason);
        });
    }
}
