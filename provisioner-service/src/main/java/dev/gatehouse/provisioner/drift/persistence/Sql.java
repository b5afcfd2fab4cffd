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
                    select p.operation_id, p.stack_id, p.number, p.state, p.finished_at, p.failed_component,
                           cast(p.order_document as json) #>> '{operation,kind}' as kind
                    from provisioning p where p.stack_id = %s order by p.number desc limit 1
                ) latest on true
                """.formatted(stackId);
    }

    /**
     * Whether the stack that {@code latest} is of is at rest, and was ready once. Its parts need not all stand: a failed
     * change or deletion says nothing about those that it did not touch.
     */
    static final String AT_REST = """
            (latest.state in ('READY', 'FAILED')
             and exists (select from provisioning r where r.stack_id = latest.stack_id and r.state = 'READY'))
            """;
}
