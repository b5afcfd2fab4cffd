package dev.gatehouse.ownership.stack.persistence;

import dev.gatehouse.ownership.stack.StackFacts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Upserts, so that the order in which two services' facts arrive makes no difference. */
@ApplicationScoped
class StackRows implements StackFacts {

    @Override
    public Uni<Void> requested(Mutiny.Session session, Request request) {
        return session.createNativeQuery("""
                        insert into stack (id, team, name, environment, namespace)
                        values (:id, :team, :name, :environment, :namespace)
                        on conflict (id) do update set team = excluded.team, name = excluded.name,
                            environment = excluded.environment, namespace = excluded.namespace
                        """)
                .setParameter("id", request.stackId())
                .setParameter("team", request.team())
                .setParameter("name", request.name())
                .setParameter("environment", request.environment())
                .setParameter("namespace", request.namespace())
                .executeUpdate()
                .chain(() -> session.createNativeQuery("""
                                insert into stack_operation (stack_id, number, template, version)
                                values (:stack, :number, :template, :version)
                                on conflict (stack_id, number)
                                    do update set template = excluded.template, version = excluded.version
                                """)
                        .setParameter("stack", request.stackId())
                        .setParameter("number", request.operation())
                        .setParameter("template", request.template())
                        .setParameter("version", request.version())
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> provisioned(Mutiny.Session session, UUID stackId, int operation, Instant at) {
        return session.createNativeQuery("""
                        insert into stack_operation (stack_id, number, provisioned_at)
                        values (:stack, :number, :at)
                        on conflict (stack_id, number) do update set provisioned_at = excluded.provisioned_at
                        """)
                .setParameter("stack", stackId)
                .setParameter("number", operation)
                .setParameter("at", at)
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> deleted(Mutiny.Session session, UUID stackId, int operation, Instant at) {
        return session.createNativeQuery("""
                        insert into stack_operation (stack_id, number, deleted_at)
                        values (:stack, :number, :at)
                        on conflict (stack_id, number) do update set deleted_at = excluded.deleted_at
                        """)
                .setParameter("stack", stackId)
                .setParameter("number", operation)
                .setParameter("at", at)
                .executeUpdate()
                .replaceWithVoid();
    }
}
