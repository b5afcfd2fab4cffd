package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import dev.gatehouse.provisioner.secret.model.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compares a component's database and roles with what is wanted. Plan, observation and the check at the end of an apply
 * all come from here, so that they cannot disagree.
 */
final class Survey {
    private static final String ROLE = "role";
    private static final String UNLIMITED = "-1";
    private static final Difference CLOSED = new Difference("login", "open", "closed");

    private final Subject subject;
    private final Wanted wanted;
    private final Statements statements;
    private final Function<String, Optional<IssuedSecret>> secrets;

    /** @param secrets finds what was issued under a reference */
    Survey(Subject subject, Wanted wanted, Function<String, Optional<IssuedSecret>> secrets) {
        this.subject = subject;
        this.wanted = wanted;
        this.statements = new Statements(subject.maintenance());
        this.secrets = secrets;
    }

    /** @param inside connected to the component's database; empty if it is not there */
    ComponentPlan plan(Optional<Connection> inside) throws SQLException {
        List<PlannedResource> planned = new ArrayList<>();
        planned.add(database(inside));
        planned.add(owner());
        planned.add(group(subject.names().reader(), List.of()));
        for (Access access : Access.values()) {
            PlannedResource current = login(access);
            planned.add(current);
            for (String former : subject.names().logins(access)) {
                if (!former.equals(current.resource().id()) && subject.roles().isClosed(former)) {
                    planned.add(PlannedResource.existing(new Resource(ROLE, former), List.of(CLOSED)));
                }
            }
        }
        for (String extension : wanted.extensions()) {
            Resource resource = new Resource("extension", extension);
            boolean there = inside.isPresent() && extensions(inside.get()).isThere(extension);
            planned.add(there ? PlannedResource.existing(resource, List.of()) : PlannedResource.created(resource));
        }
        return new ComponentPlan(planned);
    }

    private PlannedResource database(Optional<Connection> inside) throws SQLException {
        Resource resource = new Resource("database", subject.names().database());
        if (inside.isEmpty()) {
            return PlannedResource.created(resource);
        }
        List<Difference> differences =
                new ArrayList<>(subject.database().differences(inside.get(), wanted.connections()));
        if (subject.roles().exists(subject.names().reader())) {
            differences.addAll(new ReadAccess(inside.get(), subject.names().reader()).differences(subject.makers()));
            if (!statements.isTrue(
                    "select pg_catalog.has_database_privilege(?, ?, 'connect')",
                    subject.names().reader(),
                    subject.names().database())) {
                differences.add(new Difference("connect by the read-only role", "granted", "refused"));
            }
        } else {
            differences.add(new Difference("read-only access", "granted", "not there"));
        }
        return PlannedResource.existing(resource, differences);
    }

    private PlannedResource owner() throws SQLException {
        boolean open = wanted.rotation() > 0
                && subject.names().ownerIsOurs()
                && statements.isTrue(
                        "select rolcanlogin from pg_catalog.pg_roles where rolname = ?",
                        subject.names().owner());
        return group(subject.names().owner(), open ? List.of(new Difference("login", "closed", "open")) : List.of());
    }

    private PlannedResource group(String name, List<Difference> differences) throws SQLException {
        Resource resource = new Resource(ROLE, name);
        return subject.roles().exists(name)
                ? PlannedResource.existing(resource, differences)
                : PlannedResource.created(resource);
    }

    private PlannedResource login(Access access) throws SQLException {
        Optional<IssuedSecret> issued = secrets.apply(access.reference(subject.desired()));
        Turn turn = new Turn(subject.names().logins(access), wanted.rotation());
        boolean reached = issued.filter(secret -> turn.reachedBy(secret.username(), secret.rotation()))
                .isPresent();
        String stored = issued.map(IssuedSecret::username).orElse("");
        String name = reached ? stored : turn.after(stored);
        Resource resource = new Resource(ROLE, name);
        if (!subject.roles().exists(name)) {
            return PlannedResource.created(resource);
        }
        List<Difference> differences = new ArrayList<>();
        if (!reached) {
            differences.add(new Difference(
                    "password",
                    "rotation " + wanted.rotation(),
                    issued.map(secret -> "rotation " + secret.rotation()).orElse("unknown")));
        }
        String limit = limit(access, wanted);
        String live = statements
                .text("select rolconnlimit::text from pg_catalog.pg_roles where rolname = ?", name)
                .orElse("");
        if (!limit.equals(live)) {
            differences.add(new Difference("connections", limit, live));
        }
        if (!statements.isTrue("select rolcanlogin from pg_catalog.pg_roles where rolname = ?", name)) {
            differences.add(CLOSED);
        }
        String group = subject.names().group(access);
        if (!subject.roles().exists(group)
                || !statements.isTrue("select pg_catalog.pg_has_role(?::name, ?::name, 'member')", name, group)) {
            differences.add(new Difference("member of " + group, "yes", "no"));
        }
        return PlannedResource.existing(resource, differences);
    }

    /** How many connections one login may have; those of the owner are limited by the database's own number. */
    static String limit(Access access, Wanted wanted) {
        return access == Access.READER ? Integer.toString(wanted.readOnlyConnections()) : UNLIMITED;
    }

    /** All that is not as wanted. */
    static List<Difference> differences(ComponentPlan plan) {
        return plan.resources().stream()
                .flatMap(resource -> resource.change() == Change.CREATED
                        ? Stream.of(new Difference(name(resource), "there", "absent"))
                        : resource.differences().stream())
                .toList();
    }

    private static String name(PlannedResource planned) {
        return planned.resource().type() + " " + planned.resource().id();
    }

    private Extensions extensions(Connection inside) {
        return new Extensions(
                inside, subject.names().owner(), subject.desired().target().name());
    }
}
