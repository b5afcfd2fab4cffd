package dev.gatehouse.provisioner.secret;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.secret.model.SealedSecret;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Moves every secret to the first of the configured keys, at start and then hourly. Several replicas may do so at once:
 * each takes rows that no other has in hand. A key is changed in three steps, each for all replicas before the next:
 * add the new key at the end, so that everybody can open what it seals; put it first; take the old one out once this
 * logs that no secret needs it.
 */
@ApplicationScoped
public class SecretRotation {
    private static final Logger LOG = Logger.getLogger(SecretRotation.class);
    private static final int BATCH = 100;

    private final BlockingBridge bridge;
    private final SecretRecords records;
    private final Sealing sealing;

    public SecretRotation(BlockingBridge bridge, SecretRecords records, Sealing sealing) {
        this.bridge = bridge;
        this.records = records;
        this.sealing = sealing;
    }

    /** Reseals in batches what the former keys sealed, and says which keys are still needed. */
    @Scheduled(every = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    public void rotate() {
        Set<String> former = sealing.formerKeyIds();
        Optional<String> next = former.isEmpty() ? Optional.empty() : Optional.of("");
        while (next.isPresent()) {
            String after = next.get();
            next = bridge.inTransaction(session -> resealBatch(session, former, after));
        }
        tell(former, bridge.read(records::keysInUse));
    }

    private void tell(Set<String> former, Set<String> inUse) {
        for (String key : inUse) {
            if (former.contains(key)) {
                LOG.infof("Key %s is still needed: another replica moves its secrets, or seals by it", key);
            } else if (!key.equals(sealing.currentKeyId())) {
                LOG.errorf("GATEHOUSE_SECRET_KEYS lacks key %s; what it sealed does not open until it is back", key);
            }
        }
        former.stream()
                .filter(key -> !inUse.contains(key))
                .forEach(key -> LOG.infof("No secret needs key %s; take it out once no replica has it first", key));
    }

    /** The reference of the batch's last secret; empty where there is none behind it. */
    private Uni<Optional<String>> resealBatch(Mutiny.Session session, Set<String> former, String after) {
        return records.sealedBy(session, former, after, BATCH).chain(secrets -> Multi.createFrom()
                .iterable(secrets)
                .onItem()
                .transformToUniAndConcatenate(secret -> move(session, secret))
                .collect()
                .last()
                .replaceWith(last(secrets)));
    }

    private static Optional<String> last(List<SealedSecret> batch) {
        return batch.size() < BATCH
                ? Optional.empty()
                : Optional.of(batch.get(BATCH - 1).reference());
    }

    /** One that does not open, for somebody changed its row, keeps no other from its new key. */
    private Uni<Void> move(Mutiny.Session session, SealedSecret secret) {
        SealedSecret moved;
        try {
            moved = resealed(secret);
        } catch (IllegalStateException damaged) {
            LOG.errorf(
                    "Secret %s does not open and stays under key %s: %s",
                    secret.reference(), secret.keyId(), damaged.getMessage());
            return Uni.createFrom().voidItem();
        }
        return records.reseal(session, moved);
    }

    private SealedSecret resealed(SealedSecret secret) {
        return sealing.seal(secret.reference(), secret.owner(), secret.username(), sealing.open(secret));
    }
}
