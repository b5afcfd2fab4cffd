package dev.gatehouse.provisioner.drift.persistence;

import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.drift.OrphanRecords;
import dev.gatehouse.provisioner.drift.model.Orphan;
import dev.gatehouse.provisioner.engine.MarkedResource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class StoredOrphans implements OrphanRecords {
    /** Marks and paths can be written by others: longer ones are cut. */
    private static final int LONGEST = 200;

    private static final int LONGEST_ID = 1_000;

    private static final String KNOWN_TARGETS = """
            insert into drift_target (target, spent_until, sweep_at)
            select name, cast(:now as timestamptz), cast(:now as timestamptz)
            from json_array_elements_text(cast(cast(:targets as text) as json)) as t (name)
            on conflict do nothing
            """;

    private static final String CLAIM = """
            update drift_target set sweep_at = :next
            where target = (
                select target from drift_target
                where sweep_at <= :now
                  and target = any (array(select json_array_elements_text(cast(cast(:targets as text) as json))))
                order by sweep_at limit 1 for update skip locked)
            returning target
            """;

    private static final String NOTE = """
            with given as (
                select distinct on (type, id) * from json_to_recordset(cast(cast(:found as text) as json))
                    as g (type text, id text, stack text)
            ), orphaned as (
                select * from given
                where not exists (
                    select from provisioning p
                    where p.stack_id = given.stack and p.state <> 'DELETED'
                      and not exists (select from provisioning later
                                      where later.stack_id = p.stack_id and later.number > p.number))
            ), kept as (
                select f.* from orphaned f
                left join orphan o on o.target = :target and o.type = f.type and o.id = f.id
                order by o.number nulls last, f.type, f.id limit :most
            ), gone as (
                delete from orphan o
                where o.target = :target and o.kind = :kind
                  and not exists (select from kept f where f.type = o.type and f.id = o.id)
            ), noted as (
            insert into orphan as o (target, kind, type, id, stack_id, sweeps, first_seen, last_seen)
            select :target, :kind, type, id, stack, 1, cast(:now as timestamptz), cast(:now as timestamptz) from kept
            on conflict (target, type, id) do update
            set sweeps = case when o.stack_id = excluded.stack_id then o.sweeps + 1 else 1 end,
                first_seen = case when o.stack_id = excluded.stack_id then o.first_seen else excluded.first_seen end,
                reported_at = case when o.stack_id = excluded.stack_id then o.reported_at end,
                stack_id = excluded.stack_id, kind = excluded.kind, last_seen = excluded.last_seen
            )
            select (select count(*) from orphaned) - (select count(*) from kept)
            """;

    private static final String COLUMNS = "number, target, kind, type, id, stack_id, first_seen, last_seen";

    private static final String REPORT = """
            update orphan set reported_at = :now
            where target = :target and reported_at is null and sweeps >= 2 and first_seen <= :since
            returning
            """ + COLUMNS;

    private static final String LIST = "select " + COLUMNS
            + " from orphan where reported_at is not null and number > :after order by number limit :most";

    private static final String COUNT =
            "select target, kind, count(*) from orphan where reported_at is not null group by target, kind";

    private final Documents json;

    StoredOrphans(Documents json) {
        this.json = json;
    }

    @Override
    public Uni<Optional<String>> claim(Mutiny.Session session, Set<String> targets, Instant now, Instant next) {
        String names = json.write(targets);
        return session.createNativeQuery(KNOWN_TARGETS)
                .setParameter("targets", names)
                .setParameter("now", now)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(CLAIM, String.class)
                        .setParameter("targets", names)
                        .setParameter("now", now)
                        .setParameter("next", next)
                        .getResultList())
                .map(claimed -> claimed.stream().findFirst());
    }

    @Override
    public Uni<Long> note(Mutiny.Session session, String target, String kind, List<MarkedResource> found, Instant now) {
        List<Map<String, String>> rows = found.stream()
                .map(marked -> Map.of(
                        "type", marked.resource().type(),
                        "id", cut(marked.resource().id(), LONGEST_ID),
                        "stack", cut(marked.stackId(), LONGEST)))
                .toList();
        return session.createNativeQuery(NOTE, Long.class)
                .setParameter("found", json.write(rows))
                .setParameter("target", target)
                .setParameter("kind", kind)
                .setParameter("now", now)
                .setParameter("most", MOST)
                .getSingleResult();
    }

    @Override
    public Uni<List<Orphan>> report(Mutiny.Session session, String target, Duration grace, Instant now) {
        return session.createNativeQuery(REPORT, Tuple.class)
                .setParameter("target", target)
                .setParameter("now", now)
                .setParameter("since", now.minus(grace))
                .getResultList()
                .map(rows -> rows.stream().map(StoredOrphans::orphan).toList());
    }

    @Override
    public Uni<List<Orphan>> list(Mutiny.Session session, long after, int limit) {
        return session.createNativeQuery(LIST, Tuple.class)
                .setParameter("after", after)
                .setParameter("most", limit)
                .getResultList()
                .map(rows -> rows.stream().map(StoredOrphans::orphan).toList());
    }

    @Override
    public Uni<List<Count>> count(Mutiny.Session session) {
        return session.createNativeQuery(COUNT, Tuple.class).getResultList().map(rows -> rows.stream()
                .map(row -> new Count(
                        row.get(0, String.class),
                        row.get(1, String.class),
                        row.get(2, Number.class).longValue()))
                .toList());
    }

    private static Orphan orphan(Tuple row) {
        return new Orphan(
                row.get(0, Number.class).longValue(),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, String.class),
                row.get(4, String.class),
                row.get(5, String.class),
                Objects.requireNonNull(Sql.instant(row, 6)),
                Objects.requireNonNull(Sql.instant(row, 7)));
    }

    private static String cut(String given, int longest) {
        String text = given.replace("\u0000", "");
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
