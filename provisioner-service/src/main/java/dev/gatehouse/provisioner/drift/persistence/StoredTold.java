package dev.gatehouse.provisioner.drift.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.drift.model.Asked;
import dev.gatehouse.provisioner.drift.model.StackDrift;
import dev.gatehouse.provisioner.drift.model.StackDrift.Told;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;

/** What was told of a stack as a whole, one row a stack; none where nothing was. */
@ApplicationScoped
class StoredTold {
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<List<JsonNode>> ASKED = new TypeReference<>() {};

    private static final String TOLD =
            "select degraded, degraded_since, asked, asks, ask_at from drift_told where stack_id = :stack";

    private static final String TELL = """
            insert into drift_told (stack_id, degraded, degraded_since, asked, asks, ask_at)
            select t.* from json_to_record(cast(cast(:told as text) as json))
                as t (stack_id text, degraded text, degraded_since timestamptz, asked text, asks integer, ask_at timestamptz)
            """;

    private final Documents json;

    StoredTold(Documents json) {
        this.json = json;
    }

    Uni<Told> find(Mutiny.Session session, String stackId) {
        return session.createNativeQuery(TOLD, Tuple.class)
                .setParameter("stack", stackId)
                .getResultList()
                .map(told -> told.stream().findFirst().map(this::read).orElse(Told.NOTHING));
    }

    /** There must be no row of the stack. */
    Uni<Void> put(Mutiny.Session session, StackDrift drift) {
        return drift.told().equals(Told.NOTHING)
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(TELL)
                        .setParameter("told", json.write(row(drift)))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    private Told read(Tuple row) {
        return new Told(json.read(row.get(0, String.class), NAMES), Sql.instant(row, 1), asked(row));
    }

    /** Rows of earlier versions have names only, counted together. */
    private List<Asked> asked(Tuple row) {
        return json.read(row.get(2, String.class), ASKED).stream()
                .map(each -> each.isTextual()
                        ? new Asked(
                                each.asText(),
                                row.get(3, Number.class).intValue(),
                                Objects.requireNonNull(Sql.instant(row, 4)))
                        : new Asked(
                                each.path("component").asText(),
                                each.path("asks").asInt(),
                                Instant.parse(each.path("askAt").asText())))
                .toList();
    }

    private static Map<String, Object> written(Asked asked) {
        return Map.of(
                "component",
                asked.component(),
                "asks",
                asked.asks(),
                "askAt",
                asked.askAt().toString());
    }

    private ToldRow row(StackDrift drift) {
        Told told = drift.told();
        Instant askAt = drift.askAt();
        return new ToldRow(
                drift.stackId(),
                json.write(told.degraded()),
                told.degradedSince() == null ? null : told.degradedSince().toString(),
                json.write(told.asked().stream().map(StoredTold::written).toList()),
                told.asked().stream().mapToInt(Asked::asks).max().orElse(0),
                askAt == null ? null : askAt.toString());
    }
}
