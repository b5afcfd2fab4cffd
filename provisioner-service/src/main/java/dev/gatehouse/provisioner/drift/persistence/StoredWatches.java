package dev.gatehouse.provisioner.drift.persistence;

import dev.gatehouse.provisioner.drift.WatchRecords;
import dev.gatehouse.provisioner.drift.model.Pace;
import dev.gatehouse.provisioner.drift.model.Rhythm;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class StoredWatches implements WatchRecords {
    private static final String FORGET = """
            delete from drift_watch w
            where not exists (select from component c where c.stack_id = w.stack_id and c.name = w.component
                                                        and c.target = w.target and c.state <> 'DESTROYED')
            """;

    private static final String ADD = """
            insert into drift_watch (stack_id, component, target, operation_number, next_at)
            select c.stack_id, c.name, c.target, latest.number,
                   cast(:soonest as timestamptz)
                       + (cast(:latest as timestamptz) - cast(:soonest as timestamptz)) * random()
            from component c
            """ + Sql.latest("c.stack_id") + """
            where c.state = 'READY'
              and not exists (select from drift_watch w where w.stack_id = c.stack_id and w.component = c.name)
              and
            """ + Sql.AT_REST + " on conflict do nothing";

    private static final String HURRY = """
            update drift_watch w set operation_number = latest.number, next_at = :now
            from drift d
            """ + Sql.latest("d.stack_id") + """
            where w.stack_id = d.stack_id and w.component = d.component and w.operation_number < latest.number and
            """ + Sql.AT_REST;

    /** What an operation failed for may be drift, and what it left as it was it has not looked at. */
    private static final String DOUBT = """
            update drift_watch w set operation_number = failed.number, next_at = :now
            from provisioning failed
            where failed.state = 'FAILED' and failed.finished_at > :since
              and w.stack_id = failed.stack_id and w.operation_number < failed.number
              and not exists (select from provisioning later
                              where later.stack_id = failed.stack_id and later.number > failed.number)
            """;

    private static final String TARGETS =
            "insert into drift_target (target, spent_until, sweep_at) select distinct target, cast(:now as timestamptz),"
                    + " cast(:now as timestamptz) from drift_watch on conflict do nothing";

    private static final String DUE = """
            select target from drift_target t
            where exists (select from drift_watch w where w.target = t.target and w.next_at <= :now)
            order by random()
            """;

    private static final String CLAIM = """
            update drift_watch w set next_at = :lease, claim = w.claim + 1, operation_number = due.number
            from (
                select d.stack_id, d.component, latest.number
                from drift_watch d
                join component c on c.stack_id = d.stack_id and c.name = d.component and c.state = 'READY'
                                and c.target = d.target
            """ + Sql.latest("d.stack_id") + """
                where d.target = :target and d.next_at <= :now and
            """ + Sql.AT_REST + """
                order by d.next_at limit :most for update of d skip locked
            ) due
            where w.stack_id = due.stack_id and w.component = due.component
            returning w.stack_id, w.component, w.target, w.operation_number,
                (select r.operation_id from provisioning r where r.stack_id = w.stack_id and r.state = 'READY'
                 order by r.number desc limit 1) as operation_id,
                (select max(cast(cast(r.order_document as json) ->> 'generation' as integer)) from provisioning r
                 where r.stack_id = w.stack_id) as generation,
                w.claim, w.failures
            """;

    private static final String UNDISTURBED = """
            update drift_watch w set next_at = :next, failures = 0
            where w.stack_id = :stack and w.component = :component and w.claim = :claim
              and not exists (select from drift d where d.stack_id = w.stack_id and d.component = w.component)
            """;

    /** Only the operation is locked: whoever notes for the stack waits here, and for nothing else. */
    private static final String HOLDS = """
            select count(*) from (
                select from provisioning p
                where p.stack_id = :stack and p.number = :number and p.finished_at is not null
                  and not exists (select from provisioning later
                                  where later.stack_id = p.stack_id and later.number > p.number)
                for no key update
            ) ended
            where exists (select from drift_watch w
                          where w.stack_id = :stack and w.component = :component and w.claim = :claim)
            """;

    private static final String NEXT = """
            update drift_watch set next_at = :next, failures = :failures
            where stack_id = :stack and component = :component and claim = :claim
            """;

    @Override
    public Uni<Void> enrol(Mutiny.Session session, Instant now, Rhythm rhythm) {
        return session.createNativeQuery(FORGET)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(ADD)
                        .setParameter("soonest", rhythm.first(now, 0))
                        .setParameter("latest", rhythm.first(now, 1))
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(HURRY)
                        .setParameter("now", now)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(DOUBT)
                        .setParameter("now", now)
                        .setParameter("since", rhythm.lookedAtSince(now))
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(TARGETS)
                        .setParameter("now", now)
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<List<String>> dueTargets(Mutiny.Session session, Instant now) {
        return session.createNativeQuery(DUE, String.class)
                .setParameter("now", now)
                .getResultList();
    }

    @Override
    public Uni<List<Claim>> claim(
            Mutiny.Session session, String target, Pace pace, int most, Instant now, Instant lease) {
        return session.createNativeQuery(
                        "select spent_until from drift_target where target = :target for update skip locked",
                        Instant.class)
                .setParameter("target", target)
                .getResultList()
                .chain(spent -> {
                    int allowed = spent.isEmpty() ? 0 : pace.allowed(spent.get(0), now, most);
                    return allowed == 0
                            ? Uni.createFrom().item(List.of())
                            : claim(session, target, allowed, now, lease)
                                    .call(claims ->
                                            spend(session, target, pace.spent(spent.get(0), now, claims.size())));
                });
    }

    private static Uni<List<Claim>> claim(Mutiny.Session session, String target, int most, Instant now, Instant lease) {
        return session.createNativeQuery(CLAIM, Tuple.class)
                .setParameter("target", target)
                .setParameter("most", most)
                .setParameter("now", now)
                .setParameter("lease", lease)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Claim(
                                row.get(0, String.class),
                                row.get(1, String.class),
                                row.get(2, String.class),
                                row.get(3, Number.class).intValue(),
                                row.get(4, String.class),
                                row.get(5, Number.class).intValue(),
                                row.get(6, Number.class).intValue(),
                                row.get(7, Number.class).intValue()))
                        .toList());
    }

    private static Uni<Integer> spend(Mutiny.Session session, String target, Instant until) {
        return session.createNativeQuery("update drift_target set spent_until = :until where target = :target")
                .setParameter("until", until)
                .setParameter("target", target)
                .executeUpdate();
    }

    @Override
    public Uni<Boolean> undisturbed(Mutiny.Session session, Claim claim, Instant next) {
        return session.createNativeQuery(UNDISTURBED)
                .setParameter("next", next)
                .setParameter("stack", claim.stackId())
                .setParameter("component", claim.component())
                .setParameter("claim", claim.number())
                .executeUpdate()
                .map(rows -> rows == 1);
    }

    @Override
    public Uni<Boolean> holds(Mutiny.Session session, Claim claim) {
        return session.createNativeQuery(HOLDS, Long.class)
                .setParameter("stack", claim.stackId())
                .setParameter("number", claim.operationNumber())
                .setParameter("component", claim.component())
                .setParameter("claim", claim.number())
                .getSingleResult()
                .map(found -> found == 1);
    }

    @Override
    public Uni<Void> next(Mutiny.Session session, Claim claim, Instant next, int failures) {
        return session.createNativeQuery(NEXT)
                .setParameter("next", next)
                .setParameter("failures", failures)
                .setParameter("stack", claim.stackId())
                .setParameter("component", claim.component())
                .setParameter("claim", claim.number())
                .executeUpdate()
                .replaceWithVoid();
    }
}
