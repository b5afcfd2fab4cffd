package dev.gatehouse.provisioner.secret;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.secret.model.SealedSecret;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Moves every secret to the first of the configured keys, at start and then hourly. Once it logs that none is left, the
 * old key can be taken out of the configuration.
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

    /** Reseals what other keys sealed, in batches, and says how many secrets that were. */
    @Scheduled(every = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    public void rotate() {
        int resealed = 0;
        int batch;
        do {
            batch = bridge.inTransaction(this::resealBatch);
            resealed += batch;
        } while (batch == BATCH);
        if (resealed > 0) {
            LOG.infof("%d secrets moved to key %s; no other key is needed for them", resealed, sealing.currentKeyId());
        }
    }

    private Uni<Integer> resealBatch(Mutiny.Session session) {
        return records.sealedByOthers(session, sealing.currentKeyId(), BATCH).chain(secrets -> Multi.createFrom()
                .iterable(secrets)
                .onItem()
                .transformToUniAndConcatenate(secret -> records.reseal(session, resealed(secret)))
                .collect()
                .last()
                .replaceWith(secrets.size()));
    }

    private SealedSecret resealed(SealedSecret secret) {
        return sealing.seal(secret.reference(), secret.owner(), secret.username(), sealing.open(secret));
    }
}
