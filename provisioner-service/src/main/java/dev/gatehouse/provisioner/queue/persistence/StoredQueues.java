package dev.gatehouse.provisioner.queue.persistence;

import dev.gatehouse.provisioner.queue.QueueRecords;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class StoredQueues implements QueueRecords {
    private static final String QUEUES = """
            select t.name as target, t.kind as target_kind, w.kind as kind, w.components as components
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
            order by 1, 3
            """;

    @Override
    public Uni<List<Queue>> queues(Mutiny.Session session) {
        return session.createNativeQuery(QUEUES, Tuple.class).getResultList().map(rows -> rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("target", String.class), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(StoredQueues::queue)
                .toList());
    }

    private static Queue queue(List<Tuple> ofTarget) {
        Map<String, Long> components = ofTarget.stream()
                .filter(row -> row.get("kind") != null)
                .collect(Collectors.toMap(
                        row -> row.get("kind", String.class),
                        row -> row.get("components", Number.class).longValue()));
        Tuple any = ofTarget.get(0);
        return new Queue(any.get("target", String.class), any.get("target_kind", String.class), components);
    }
}
