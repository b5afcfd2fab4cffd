package dev.gatehouse.provisioner.drift.persistence;

import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What several statements say alike about operations. */
final class Sql {
    private Sql() {}

    /** A moment of a row; the driver has it with an offset. */
    static @Nullable Instant instant(Tuple row, int column) {
        OffsetDateTime moment = row.get(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    /** The latest operation, as {@code latest}, of the stack that {@code %s} names. */
    static String latest(String stackId) {
        return """
                join lateral (
                    select p.operation_id, p.stack_id, p.number, p.state, p.finished_at,
                           cast(p.order_document as json) #>> '{operation,kind}' as kind
                    from provisioning p where p.stack_id = %s order by p.number desc limit 1
                ) latest on true
                """.formatted(stackId);
    }

    /**
     * Whether {@code latest} left the stack whole: it ended ready; or it failed, is no deletion, and everything stands as a
     * former one that ended ready had made it.
     */
    static final String WHOLE = """
            (latest.state = 'READY'
             or latest.state = 'FAILED' and latest.kind <> 'delete'
                and exists (select from provisioning r where r.stack_id = latest.stack_id and r.state = 'READY')
                and not exists (select from component f
                                where f.stack_id = latest.stack_id and f.state not in ('READY', 'DESTROYED')))
            """;
}
