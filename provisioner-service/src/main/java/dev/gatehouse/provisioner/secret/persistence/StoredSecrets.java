package dev.gatehouse.provisioner.secret.persistence;

import dev.gatehouse.provisioner.secret.SecretRecords;
import dev.gatehouse.provisioner.secret.model.SealedSecret;
import dev.gatehouse.provisioner.secret.model.SecretRead;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class StoredSecrets implements SecretRecords {

    @Override
    public Uni<Void> addIfAbsent(Mutiny.Session session, SealedSecret secret, int rotation) {
        String insert = "insert into secret (reference, stack_id, team, component, username, key_id, box, rotation)"
                + " values (:reference, :stackId, :team, :component, :username, :keyId, :box, :rotation)"
                + " on conflict (reference) do nothing";
        return session.createNativeQuery(insert)
                .setParameter("reference", secret.reference())
                .setParameter("stackId", secret.owner().stackId())
                .setParameter("team", secret.owner().team())
                .setParameter("component", secret.owner().component())
                .setParameter("username", secret.username())
                .setParameter("keyId", secret.keyId())
                .setParameter("box", secret.box())
                .setParameter("rotation", rotation)
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<SealedSecret>> find(Mutiny.Session session, String reference) {
        return session.find(SecretRow.class, reference)
                .map(row -> Optional.ofNullable(row).map(SecretRow::secret));
    }

    @Override
    public Uni<Optional<SealedSecret>> findLocked(Mutiny.Session session, String reference) {
        return session.createNativeQuery(
                        "select * from secret where reference = :reference for update", SecretRow.class)
                .setParameter("reference", reference)
                .getResultList()
                .map(rows -> rows.stream().map(SecretRow::secret).findFirst());
    }

    @Override
    public Uni<Integer> rotation(Mutiny.Session session, String reference) {
        return session.createQuery("select rotation from SecretRow where reference = :reference", Integer.class)
                .setParameter("reference", reference)
                .getResultList()
                .map(rows -> rows.isEmpty() ? 0 : rows.get(0));
    }

    @Override
    public Uni<Void> renew(Mutiny.Session session, SealedSecret secret, int rotation) {
        return session.createMutationQuery("update SecretRow set username = :username, keyId = :keyId, box = :box,"
                        + " rotation = :rotation where reference = :reference")
                .setParameter("username", secret.username())
                .setParameter("keyId", secret.keyId())
                .setParameter("box", secret.box())
                .setParameter("rotation", rotation)
                .setParameter("reference", secret.reference())
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(Mutiny.Session session, String reference) {
        return session.createMutationQuery("delete from SecretRow where reference = :reference")
                .setParameter("reference", reference)
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<List<SealedSecret>> sealedBy(Mutiny.Session session, Set<String> keyIds, String after, int limit) {
        String select =
                "select * from secret where key_id in (:keyIds) and reference > :after order by reference limit :limit"
                        + " for update skip locked";
        return session.createNativeQuery(select, SecretRow.class)
                .setParameter("keyIds", keyIds)
                .setParameter("after", after)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(SecretRow::secret).toList());
    }

    @Override
    public Uni<Set<String>> keysInUse(Mutiny.Session session) {
        return session.createNativeQuery("select distinct key_id from secret", String.class)
                .getResultList()
                .map(Set::copyOf);
    }

    @Override
    public Uni<Void> reseal(Mutiny.Session session, SealedSecret secret) {
        return session.createMutationQuery(
                        "update SecretRow set keyId = :keyId, box = :box where reference = :reference")
                .setParameter("keyId", secret.keyId())
                .setParameter("box", secret.box())
                .setParameter("reference", secret.reference())
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> addReading(Mutiny.Session session, SecretRead reading) {
        String insert = "insert into secret_reading (reference, stack_id, read_by, read_at)"
                + " values (:reference, :stackId, :readBy, :readAt)";
        return session.createNativeQuery(insert)
                .setParameter("reference", reading.reference())
                .setParameter("stackId", reading.stackId())
                .setParameter("readBy", reading.readBy())
                .setParameter("readAt", reading.readAt())
                .executeUpdate()
                .replaceWithVoid();
    }
}
