package dev.gatehouse.provisioner.drift;

import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.outbox.TracedEvent;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.drift.WatchRecords.Claim;
import dev.gatehouse.provisioner.drift.model.Drift;
import dev.gatehouse.provisioner.drift.model.DriftFact;
import dev.gatehouse.provisioner.drift.model.DriftPolicy;
import dev.gatehouse.provisioner.drift.model.Seen;
import dev.gatehouse.provisioner.drift.model.StackDrift;
import dev.gatehouse.provisioner.drift.model.StackDrift.Change;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.provisioning.StandingComponents;
import dev.gatehouse.provisioner.provisioning.StandingComponents.Standing;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.template.Releases;
import dev.gatehouse.provisioner.template.model.Release;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one component, and notes what was seen with the facts that follow in one transaction. What was seen counts
 * only if no operation of the stack began meanwhile. That a target does not answer says nothing about what lies on it.
 */
@ApplicationScoped
public class Observations {
    private static final Logger LOG = Logger.getLogger(Observations.class);

    private final BlockingBridge bridge;
    private final Watches watches;
    private final WatchRecords watched;
    private final DriftRecords records;
    private final StandingComponents components;
    private final Releases releases;
    private final Engines engines;
    private final EngineRuns runs;
    private final Outbox outbox;
    private final MeterRegistry meters;

    public Observations(
            BlockingBridge bridge,
            Watches watches,
            WatchRecords watched,
            DriftRecords records,
            StandingComponents components,
            Releases releases,
            Engines engines,
            EngineRuns runs,
            Outbox outbox,
            MeterRegistry meters) {
        this.bridge = bridge;
        this.watches = watches;
        this.watched = watched;
        this.records = records;
        this.components = components;
        this.releases = releases;
        this.engines = engines;
        this.runs = runs;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** How an observation ended. */
    public enum Outcome {
        AS_MADE,
        DRIFTED,
        /** It could not be made; it is tried again. */
        FAILED,
        /** An operation began meanwhile, the component stands no more, or somebody else looks at it. */
        DISCARDED
    }

    /** Looks at a claimed component. */
    public Outcome observe(Claim claim) {
        Sight sight = look(claim);
        Outcome outcome = sight.observed() == null || sight.standing() == null
                ? sight.outcome()
                : note(claim, sight.standing(), sight.observed());
        String kind = sight.standing() == null
                ? "unknown"
                : sight.standing().component().kind();
        meters.counter(
                        "gatehouse.provisioner.drift.observations",
                        "kind",
                        kind,
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
        return outcome;
    }

    /** What there is to note; with neither if there is nothing. */
    private record Sight(
            Outcome outcome,
            @Nullable Standing standing,
            @Nullable Observed observed) {}

    /** @param emptied whether it lost the data that it held */
    private record Observed(Seen seen, boolean emptied) {}

    private Sight look(Claim claim) {
        Standing standing = null;
        try {
            standing = components
                    .find(claim.operationId(), claim.component(), claim.generation())
                    .orElse(null);
            return new Sight(Outcome.DISCARDED, standing, standing == null ? null : look(standing));
        } catch (RuntimeException failed) {
            LOG.infof(
                    "component %s/%s on target %s could not be observed: %s",
                    claim.stackId(), claim.component(), claim.target(), failed.getMessage());
            retry(claim);
            return new Sight(Outcome.FAILED, standing, null);
        }
    }

    private Observed look(Standing standing) {
        Engine engine = engines.require(standing.component().kind());
        ObservedComponent observed = runs.observe(engine, standing.desired());
        List<FieldDifference> differences = observed.differences().stream()
                .map(found -> new FieldDifference(found.field(), found.desired(), found.live(), found.writer()))
                .toList();
        Seen seen = new Seen(Seen.State.valueOf(observed.state().name()), differences);
        return new Observed(seen, engine.keepsData() && observed.lacksData());
    }

    private Outcome note(Claim claim, Standing standing, Observed observed) {
        Seen seen = observed.seen();
        Instant now = Clock.systemUTC().instant();
        Instant next = watches.rhythm().next(now, ThreadLocalRandom.current().nextDouble());
        if (seen.asMade() && bridge.inTransaction(session -> watched.undisturbed(session, claim, next))) {
            return Outcome.AS_MADE;
        }
        return bridge.inTransaction(session -> watched.holds(session, claim)
                .chain(holds -> holds
                        ? change(session, claim, standing, observed, now)
                                .call(() -> watched.next(session, claim, next, 0))
                                .replaceWith(seen.asMade() ? Outcome.AS_MADE : Outcome.DRIFTED)
                        : watched.next(session, claim, now, 0).replaceWith(Outcome.DISCARDED)));
    }

    private Uni<Void> change(Mutiny.Session session, Claim claim, Standing standing, Observed observed, Instant now) {
        StackOrder order = standing.order();
        StackDrift.Standing conditions = new StackDrift.Standing(
                now,
                order.generation(),
                claim.operationNumber(),
                watches.rhythm().interval());
        return policy(session, standing)
                .chain(policy -> change(
                        session,
                        claim.stackId(),
                        before -> observed.seen().asMade()
                                ? before.resolved(claim.component(), conditions)
                                : before.drifted(drift(standing, policy, observed, now), conditions)));
    }

    private static Drift drift(Standing standing, DriftPolicy policy, Observed observed, Instant now) {
        Seen seen = observed.seen();
        return new Drift(
                standing.order().stackId(),
                standing.component().name(),
                standing.order().team(),
                standing.component().kind(),
                standing.component().target(),
                observed.emptied() ? policy.withoutData() : policy,
                observed.emptied() || Drift.degrades(standing.component().owner(), seen),
                seen,
                now);
    }

    private Uni<DriftPolicy> policy(Mutiny.Session session, Standing standing) {
        StackOrder.TemplateVersion template = standing.order().template();
        return releases.find(session, template.name(), template.version()).map(release -> release.stream()
                .map(Release::components)
                .flatMap(List::stream)
                .filter(component ->
                        component.name().equals(standing.component().name()))
                .findFirst()
                .map(component -> DriftPolicy.of(component.drift()))
                .orElse(DriftPolicy.REPORT));
    }

    /** Changes a stack's drift and tells what follows; the caller's transaction has the stack to itself. */
    Uni<Void> change(Mutiny.Session session, String stackId, Function<StackDrift, Change> decision) {
        return records.find(session, stackId).chain(before -> {
            Change change = decision.apply(before);
            Uni<Void> put =
                    change.after().equals(before) ? Uni.createFrom().voidItem() : records.put(session, change.after());
            return put.chain(() -> outbox.publishAll(
                    session, change.facts().stream().map(Observations::event).toList()));
        });
    }

    private static TracedEvent event(DriftFact fact) {
        LOG.infof("stack %s: %s", fact.stackId(), fact.type());
        return TracedEvent.here(OutgoingEvent.of(DriftFact.TOPIC, fact.type(), fact.stackId(), fact));
    }

    private void retry(Claim claim) {
        int failures = claim.failures() + 1;
        Instant again = watches.rhythm()
                .retry(
                        Clock.systemUTC().instant(),
                        failures,
                        ThreadLocalRandom.current().nextDouble());
        bridge.inTransaction(session -> watched.next(session, claim, again, failures));
    }
}
