package dev.gatehouse.request.stack.persistence;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.StackStore;
import dev.gatehouse.request.stack.model.Stack;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/** {@link StackStore} in PostgreSQL. */
@ApplicationScoped
class SqlStackStore implements StackStore {
    private static final String TAKEN =
            "from StackRow where deletedAt is null" + " and (team = :team and name = :name or namespace = :namespace)";

    @Override
    public Uni<Void> add(Mutiny.Session session, Stack stack) {
        return StackInsert.run(session, StackRow.of(stack))
                .replaceWithVoid()
                .onFailure(ConstraintViolationException.class)
                .transform(failure -> refusal((ConstraintViolationException) failure, stack));
    }

    private static Throwable refusal(ConstraintViolationException failure, Stack stack) {
        String constraint = String.valueOf(failure.getConstraintName());
        if (constraint.contains("stack_name_taken")) {
            return nameTaken(stack);
        }
        return constraint.contains("stack_namespace_taken") ? namespaceTaken(stack) : failure;
    }

    @Override
    public Uni<Void> mustBeFree(Mutiny.Session session, Stack stack) {
        return session.createSelectionQuery(TAKEN, StackRow.class)
                .setParameter("team", stack.origin().team())
                .setParameter("name", stack.origin().name())
                .setParameter("namespace", stack.origin().namespace())
                .getResultList()
                .invoke(rows -> {
                    if (rows.stream().anyMatch(row -> row.sharesName(stack.origin()))) {
                        throw nameTaken(stack);
                    } else if (!rows.isEmpty()) {
                        throw namespaceTaken(stack);
                    }
                })
                .replaceWithVoid();
    }

    private static Refusal nameTaken(Stack stack) {
        return new Refusal(Problem.of(
                        409,
                        "name-taken",
                        "The name is taken",
                        "Team " + stack.origin().team() + " has a stack of this name already. Choose another name.")
                .at("/name", "is taken"));
    }

    private static Refusal namespaceTaken(Stack stack) {
        return new Refusal(Problem.of(
                        409,
                        "namespace-taken",
                        "The namespace is taken",
                        "Team and name come to the namespace " + stack.origin().namespace()
                                + ", which another stack has. Choose another name.")
                .at("/name", "comes to a namespace that is taken"));
    }

    @Override
    public Uni<Optional<Stack>> find(Mutiny.Session session, UUID id) {
        return session.find(StackRow.class, id)
                .map(row -> Optional.ofNullable(row).map(StackRow::stack));
    }

    @Override
    public Uni<Optional<Stack>> lock(Mutiny.Session session, UUID id) {
        return session.find(StackRow.class, id, LockMode.PESSIMISTIC_WRITE)
                .map(row -> Optional.ofNullable(row).map(StackRow::stack));
    }

    @Override
    public Uni<Void> update(Mutiny.Session session, Stack stack) {
        return session.find(StackRow.class, stack.origin().id())
                .invoke(row -> row.become(stack))
                .chain(session::flush);
    }

    @Override
    public Uni<List<Stack>> list(Mutiny.Session session, Page page) {
        StringBuilder where = new StringBuilder("from StackRow where 1 = 1");
        if (page.teams() != null) {
            where.append(" and team in (:teams)");
        }
        if (!page.deleted()) {
            where.append(" and deletedAt is null");
        }
        if (page.after() != null) {
            where.append(" and (requestedAt < :time or requestedAt = :time and id < :id)");
        }
        Mutiny.SelectionQuery<StackRow> query = session.createSelectionQuery(
                where.append(" order by requestedAt desc, id desc").toString(), StackRow.class);
        if (page.teams() != null) {
            query.setParameter("teams", page.teams());
        }
        if (page.after() != null) {
            query.setParameter("time", page.after().requestedAt())
                    .setParameter("id", page.after().id());
        }
        return query.setMaxResults(page.limit())
                .getResultList()
                .map(rows -> rows.stream().map(StackRow::stack).toList());
    }
}
