package dev.gatehouse.provisioner.queue.persistence;

import dev.gatehouse.provisioner.queue.QueueRecords;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class StoredQueues implements QueueRecords {
    private static final String QUEUES = """
            select t.name as target, coalesce(w.kind, t.kind) as kind, coalesce(w.components, 0) as components
            from target t left join (
                select c.target, c.kind, count(*) as components
                from provisioning p join component c on c.stack_id = p.stack_id
                where p.finished_at is null
                  and case when (cast(p.order_document as jsonb) #>> '{operation,kind}') = 'delete'
                               or (p.state = 'UNDOING' and not exists (
                                   select from provisioning f where f.stack_id = p.stack_id and f.state = 'READY'))
                      then c.state <> 'DESTROYED' else c.state = 'PENDING' end
                group by c.target, c.kind
            ) w on w.target = t.name
            order by 1, 2
            """;

    @Override
    public Uni<List<Queue>> queues(Mutiny.Session session) {
        return session.createNativeQuery(QUEUES, Tuple.class).getResultList().map(rows -> rows.stream()
                .map(row -> new Queue(
                        row.get("target", String.class),
                        row.get("kind", String.class),
                        row.get("components", Number.class).longValue()))
                .toList());
    }
}
