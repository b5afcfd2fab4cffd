package dev.gatehouse.provisioner.drift;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.drift.WatchRecords.Claim;
import dev.gatehouse.provisioner.drift.model.Pace;
import dev.gatehouse.provisioner.drift.model.Rhythm;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which components are looked at when, however many replicas do so. */
@ApplicationScoped
public class Watches {
    /** Longer than an engine can look, since its connections give up before. After a crash the component is due again. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final BlockingBridge bridge;
    private final WatchRecords records;
    private final Rhythm rhythm;
    private final Pace pace;

    /**
     * @param interval between two observations of a component, on average
     * @param perTarget how many observations of one target may begin in a minute, in all replicas together
     */
    public Watches(
            BlockingBridge bridge,
            WatchRecords records,
            @ConfigProperty(name = "gatehouse.provisioner.drift.interval") Duration interval,
            @ConfigProperty(name = "gatehouse.provisioner.drift.per-target") int perTarget) {
        this.bridge = bridge;
        this.records = records;
        this.rhythm = new Rhythm(interval);
        this.pace = Pace.perMinute(perTarget);
    }

    public Rhythm rhythm() {
        return rhythm;
    }

    /** Keeps the list of what is watched current. */
    public void enrol() {
        Instant now = Clock.systemUTC().instant();
        bridge.inTransaction(session -> records.enrol(session, now, rhythm));
    }

    /** The targets on which a component is due. */
    public List<String> dueTargets() {
        return bridge.read(
                session -> records.dueTargets(session, Clock.systemUTC().instant()));
    }

    /** Takes at most so many due components of a target; nobody else gets them now. */
    public List<Claim> claim(String target, int most) {
        Instant now = Clock.systemUTC().instant();
        return bridge.inTransaction(session -> records.claim(session, target, pace, most, now, now.plus(LEASE)));
    }
}
