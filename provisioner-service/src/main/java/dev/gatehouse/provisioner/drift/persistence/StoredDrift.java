package dev.gatehouse.provisioner.drift.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.drift.DriftRecords;
import dev.gatehouse.provisioner.drift.model.Drift;
import dev.gatehouse.provisioner.drift.model.DriftPolicy;
import dev.gatehouse.provisioner.drift.model.Seen;
import dev.gatehouse.provisioner.drift.model.StackDrift;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class StoredDrift implements DriftRecords {
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<List<FieldDifference>> DIFFERENCES = new TypeReference<>() {};

    private static final String COLUMNS =
            "select stack_id, component, team, kind, target, policy, degrades, state, differences, detected_at from drift ";

    /** The parameter is a text that is cast: given to a json parameter the driver would quote it. */
    private static final String PUT = """
            insert into drift (stack_id, component, team, kind, target, policy, degrades, state, differences, detected_at)
            select d.* from json_to_recordset(cast(cast(:drift as text) as json))
                as d (stack_id text, component text, team text, kind text, target text, policy text, degrades boolean,
                      state text, differences text, detected_at timestamptz)
            """;

    private static final String OUTLIVED = """
            select d.stack_id, latest.state = 'DELETED',
                   cast(json_agg(d.component order by d.component) as text)
            from drift d
            """ + Sql.latest("d.stack_id") + """
            where latest.finished_at is not null
              and not exists (select from component c where c.stack_id = d.stack_id and c.name = d.component
                                                        and c.state <> 'DESTROYED')
            group by d.stack_id, latest.state order by d.stack_id limit :most
            """;

    /** A deletion fails at a component; one that names none was cancelled: the stack is wanted again. */
    private static final String WAITING = """
            select t.stack_id, latest.number,
                   (select cast(cast(r.order_document as json) ->> 'generation' as integer) from provisioning r
                    where r.stack_id = t.stack_id and r.state = 'READY' order by r.number desc limit 1)
            from drift_told t
            """ + Sql.latest("t.stack_id") + """
            where t.ask_at <= :now and t.stack_id > :after
              and (latest.kind <> 'delete' or latest.failed_component is null)
              and exists (select from drift d join component c on c.stack_id = d.stack_id and c.name = d.component
                          where d.stack_id = t.stack_id and d.policy = 'repair' and d.state <> 'FOREIGN'
                            and c.state not in ('READY', 'DESTROYED'))
              and
            """ + Sql.AT_REST + """
            order by t.stack_id limit :most
            """;

    private static final String FORGET_ASKED = """
            delete from drift_told t
            where t.ask_at <= :before and not exists (select from drift d where d.stack_id = t.stack_id)
            """;

    private static final String LOCK = """
            select operation_id from provisioning p
            where p.stack_id = :stack and p.finished_at is not null
              and (cast(:number as integer) is null or p.number = :number)
              and not exists (select from provisioning later
                              where later.stack_id = p.stack_id and later.number > p.number)
            for no key update
            """;

    private static final String LIST = COLUMNS + """
            where (stack_id, component) > (:stackAfter, :componentAfter)
              and (cast(:teams as text) is null
                   or team = any (array(select json_array_elements_text(cast(cast(:teams as text) as json)))))
              and (cast(:stack as text) is null or stack_id = cast(:stack as text))
            order by stack_id, component limit :most
            """;

    private final Documents json;
    private final StoredTold told;

    StoredDrift(Documents json, StoredTold told) {
        this.json = json;
        this.told = told;
    }

    @Override
    public Uni<StackDrift> find(Mutiny.Session session, String stackId) {
        return session.createNativeQuery(COLUMNS + "where stack_id = :stack", Tuple.class)
                .setParameter("stack", stackId)
                .getResultList()
                .chain(rows -> told.find(session, stackId)
                        .map(found -> new StackDrift(
                                stackId, rows.stream().map(this::drift).toList(), found)));
    }

    @Override
    public Uni<Void> put(Mutiny.Session session, StackDrift drift) {
        List<Map<String, Object>> open = drift.open().stream().map(this::row).toList();
        return forget(session, drift.stackId())
                .chain(() -> session.createNativeQuery(PUT)
                        .setParameter("drift", json.write(open))
                        .executeUpdate())
                .chain(() -> told.put(session, drift));
    }

    @Override
    public Uni<List<Outlived>> outlived(Mutiny.Session session, int limit) {
        return session.createNativeQuery(OUTLIVED, Tuple.class)
                .setParameter("most", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Outlived(
                                row.get(0, String.class),
                                row.get(1, Boolean.class),
                                json.read(row.get(2, String.class), NAMES)))
                        .toList());
    }

    @Override
    public Uni<List<Waiting>> waiting(Mutiny.Session session, Instant now, String after, int limit) {
        return session.createNativeQuery(WAITING, Tuple.class)
                .setParameter("now", now)
                .setParameter("after", after)
                .setParameter("most", limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Waiting(
                                row.get(0, String.class),
                                row.get(2, Number.class).intValue(),
                                row.get(1, Number.class).intValue()))
                        .toList());
    }

    @Override
    public Uni<Void> forgetAsked(Mutiny.Session session, Instant before) {
        return session.createNativeQuery(FORGET_ASKED)
                .setParameter("before", before)
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> lock(Mutiny.Session session, String stackId) {
        return lockLatest(session, stackId, null);
    }

    @Override
    public Uni<Boolean> lock(Mutiny.Session session, String stackId, int number) {
        return lockLatest(session, stackId, number);
    }

    private static Uni<Boolean> lockLatest(Mutiny.Session session, String stackId, @Nullable Integer number) {
        return session.createNativeQuery(LOCK, String.class)
                .setParameter("stack", stackId)
                .setParameter("number", number)
                .getResultList()
                .map(ended -> !ended.isEmpty());
    }

    @Override
    public Uni<Void> forget(Mutiny.Session session, String stackId) {
        return session.createNativeQuery("delete from drift where stack_id = :stack")
                .setParameter("stack", stackId)
                .executeUpdate()
                .chain(() -> session.createNativeQuery("delete from drift_told where stack_id = :stack")
                        .setParameter("stack", stackId)
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<List<Drift>> list(
            Mutiny.Session session, Optional<Set<String>> teams, Optional<String> stackId, Place after, int limit) {
        return session.createNativeQuery(LIST, Tuple.class)
                .setParameter("stackAfter", after.stackId())
                .setParameter("componentAfter", after.component())
                .setParameter("teams", teams.map(json::write).orElse(null))
                .setParameter("stack", stackId.orElse(null))
                .setParameter("most", limit)
                .getResultList()
                .map(rows -> rows.stream().map(this::drift).toList());
    }

    @Override
    public Uni<Map<String, Long>> countByPolicy(Mutiny.Session session) {
        return session.createNativeQuery("select policy, count(*) from drift group by policy", Tuple.class)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.get(0, String.class), row -> row.get(1, Number.class)
                                .longValue())));
    }

    private Drift drift(Tuple row) {
        return new Drift(
                row.get(0, String.class),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, String.class),
                row.get(4, String.class),
                DriftPolicy.of(row.get(5, String.class)),
                row.get(6, Boolean.class),
                new Seen(
                        Seen.State.valueOf(row.get(7, String.class)), json.read(row.get(8, String.class), DIFFERENCES)),
                Objects.requireNonNull(Sql.instant(row, 9)));
    }

    private Map<String, Object> row(Drift drift) {
        return Map.of(
                "stack_id", drift.stackId(),
                "component", drift.component(),
                "team", drift.team(),
                "kind", drift.kind(),
                "target", drift.target(),
                "policy", drift.policy().label(),
                "degrades", drift.degrades(),
                "state", drift.seen().state().name(),
                "differences", json.write(drift.seen().differences()),
                "detected_at", drift.since().toString());
    }
}
