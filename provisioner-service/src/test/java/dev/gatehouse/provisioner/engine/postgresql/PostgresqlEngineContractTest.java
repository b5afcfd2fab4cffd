package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TargetPostgresql;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineContract;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.StackIdentity;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

@QuarkusTest
@RealParts
class PostgresqlEngineContractTest extends EngineContract.WithResources {
    Parts parts;

    @Inject
    PostgresqlEngine engine;

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected DesiredComponent desired(StackIdentity stack) {
        return component(stack, Map.of("connections", 8L, "extensions", List.of("citext"), "rotation", 1L));
    }

    /** With another rotation: other logins, made for it, and the former ones as they were. */
    @Override
    protected DesiredComponent changed(StackIdentity stack) {
        return component(stack, Map.of("connections", 9L, "extensions", List.of("citext", "pg_trgm"), "rotation", 2L));
    }

    @Override
    protected Map<String, String> world(DesiredComponent component) throws SQLException {
        Map<String, String> world = new TreeMap<>();
        DatabaseNames names = DatabaseNames.of(component.stack(), component.name());
        String database = Wanted.existingOf(component).orElse(names.database());
        boolean there = false;
        try (Connection superuser = parts.superuserConnection()) {
            Statements statements = new Statements(superuser);
            for (List<String> row : statements.rows(
                    "select datname, concat_ws(' ', datconnlimit, pg_get_userbyid(datdba),"
                            + " (select string_agg(g, ',' order by g) from (select concat_ws(' ', grantee::regrole, privilege_type)"
                            + " from aclexplode(coalesce(datacl, acldefault('d', datdba)))) as one (g)),"
                            + " shobj_description(oid, 'pg_database') like 'gatehouse %') from pg_database"
                            + " where datname = ?",
                    database)) {
                world.put("database " + row.get(0), row.get(1));
                there = true;
            }
            for (List<String> row : statements.rows(
                    "select rolname, concat_ws(' ', rolcanlogin, rolconnlimit, (select string_agg(roleid::regrole::text,"
                            + " ',' order by 1) from pg_auth_members where member = r.oid)) from pg_roles r"
                            + " where starts_with(rolname, ?)",
                    names.base())) {
                world.put("role " + row.get(0), row.get(1));
            }
        }
        if (there) {
            try (Connection inside = parts.superuserConnection(database)) {
                new Statements(inside)
                        .rows("select extname, extversion from pg_extension where extname <> 'plpgsql'")
                        .forEach(row -> world.put("extension " + row.get(0), row.get(1)));
                new Statements(inside)
                        .rows("select nspname, (select coalesce(string_agg(g, ',' order by g), '') from"
                                + " (select concat_ws(' ', grantee::regrole, privilege_type)"
                                + " from aclexplode(coalesce(nspacl, acldefault('n', nspowner)))) as one (g))"
                                + " from pg_namespace where nspname = 'public'")
                        .forEach(row -> world.merge("database " + database, row.get(1), String::concat));
                new Statements(inside)
                        .rows("select defaclobjtype, defaclacl::text from pg_default_acl order by 1, 2")
                        .forEach(row -> world.merge("database " + database, row.get(0) + row.get(1), String::concat));
            }
        }
        return world;
    }

    /** Its roles stay. */
    @Override
    protected void takeAway(DesiredComponent component) throws SQLException {
        superuser(
                "drop database %I",
                DatabaseNames.of(component.stack(), component.name()).database());
    }

    @Override
    protected void makeForeign(DesiredComponent component) throws SQLException {
        DatabaseNames names = DatabaseNames.of(component.stack(), component.name());
        superuser("create database %I", names.database());
    }

    @Override
    protected DesiredComponent makeAdoptable(StackIdentity stack) throws SQLException {
        String name = "legacy \"" + stack.name();
        superuser("create role %I login password 'theirs'", name);
        superuser("create database %I owner %I", name, name);
        superuser(
                "grant %I to %I with admin option",
                name, parts.targetPostgresql().username());
        DesiredComponent component = component(stack, Map.of("database", name, "dump", false));
        agree(component, stack.team());
        return component;
    }

    @Override
    protected void agree(DesiredComponent component, String team) throws SQLException {
        superuser(
                "comment on database %I is %L",
                Wanted.existingOf(component).orElseThrow(), "the shop's data\ngatehouse.dev/adoptable-by=" + team);
    }

    @Override
    protected void withdraw(DesiredComponent component) throws SQLException {
        superuser(
                "comment on database %I is 'the shop''s data'",
                Wanted.existingOf(component).orElseThrow());
    }

    @Override
    protected DesiredComponent rival(DesiredComponent component) {
        return Desired.component(
                Desired.stack(component.stack().name()), component.name(), component.target(), component.inputs());
    }

    private DesiredComponent component(StackIdentity stack, Map<String, Object> inputs) {
        TargetPostgresql server = parts.targetPostgresql();
        EngineTarget target = new EngineTarget(
                "local",
                Map.of("host", server.host(), "port", server.port()),
                Optional.of(new EngineTarget.Credential(server.username(), server.password())));
        return Desired.component(stack, "database", target, inputs);
    }

    private void superuser(String template, String... values) throws SQLException {
        try (Connection superuser = parts.superuserConnection()) {
            new Statements(superuser).execute(template, values);
        }
    }
}
