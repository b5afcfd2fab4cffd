package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.ObservedComponent.State;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is ours stays ours, and can be removed, whatever its users do to it. */
@QuarkusTest
@RealParts
class PostgresqlOwnershipTest {
    private static final Progress SILENT = doing -> {};

    Parts parts;

    @Inject
    PostgresqlEngine engine;

    @Inject
    EngineRuns runs;

    @Inject
    Secrets secrets;

    @Test
    void whatTheUsersSayAboutTheirDatabaseDecidesNothing() throws SQLException {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = engine.apply(desired, SILENT);
        String database = names(desired).database();
        comment(applied, "the shop's data");
        assertThat(engine.observe(desired).asDesired()).isTrue();
        assertThat(engine.apply(desired, SILENT)).isEqualTo(applied);
        assertThat(query("select shobj_description(oid, 'pg_database') from pg_database where datname = ?", database))
                .contains("the shop's data");
        comment(applied, new Marker(desired.stack().id(), desired.name(), 999_999_999).text());
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired).state()).isEqualTo(State.ABSENT);
    }

    @Test
    void anAdoptedDatabaseThatLostItsCommentIsNotTakenForGone() throws SQLException {
        String name = "legacy " + UUID.randomUUID();
        TargetServer.superuser(parts, "create role %I login password 'theirs'", name);
        TargetServer.superuser(parts, "create database %I owner %I", name, name);
        TargetServer.superuser(
                parts,
                "grant %I to %I with admin option",
                name,
                parts.targetPostgresql().username());
        TargetServer.superuser(parts, "comment on database %I is 'gatehouse.dev/adoptable-by=checkout'", name);
        DesiredComponent desired = desired(Map.of("database", name));
        comment(engine.adopt(desired, SILENT), "the shop's data");
        assertThat(engine.observe(desired).state()).isEqualTo(State.PRESENT);
        assertThatThrownBy(() -> engine.apply(desired, SILENT)).isInstanceOf(PermanentFailure.class);
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired).state()).as("nothing there is ours").isEqualTo(State.FOREIGN);
        assertThat(query("select shobj_description(oid, 'pg_database') from pg_database where datname = ?", name))
                .contains("the shop's data");
    }

    @Test
    void aRoleOfSomebodyElseDoesNotHideTheDatabase() throws SQLException {
        DesiredComponent desired = desired(Map.of());
        engine.apply(desired, SILENT);
        String foreign = names(desired).logins(Access.OWNER).get(1);
        TargetServer.superuser(parts, "create role %I", foreign);
        assertThat(engine.observe(desired).differences())
                .containsExactly(new Difference("role " + foreign, "this stack's", "not this stack's"));
        assertThatThrownBy(() -> engine.destroy(desired, SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining(foreign);
        TargetServer.superuser(parts, "drop role %I", foreign);
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired).state()).isEqualTo(State.ABSENT);
    }

    @Test
    void loginsWithoutTheirDatabaseAreNotTakenForGone() throws SQLException {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = engine.apply(desired, SILENT);
        try (Connection owner = owner(applied, "postgres")) {
            new Statements(owner).execute("drop database %I", names(desired).database());
        }
        assertThat(engine.observe(desired).differences())
                .contains(new Difference("database " + names(desired).database(), "there", "absent"));
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired).state()).isEqualTo(State.ABSENT);
    }

    @Test
    void whatLoginsLeaveInOtherDatabasesGoesWithThem() throws SQLException {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = engine.apply(desired, SILENT);
        try (Connection elsewhere = owner(applied, "template1")) {
            new Statements(elsewhere).execute("select lo_create(0)");
        }
        try (Connection idle = owner(applied, "postgres")) {
            new Statements(idle).execute("reset role");
            new Statements(idle).execute("select lo_create(0)");
            idle.setAutoCommit(false);
            new Statements(idle).execute("select lo_create(0)");
            engine.destroy(desired, SILENT);
            assertThat(idle.isValid(5)).isFalse();
        }
        assertThat(query(
                        "select count(*)::text from pg_roles where starts_with(rolname, ?)",
                        names(desired).base()))
                .contains("0");
    }

    @Test
    void whatItsRolesMadeInTheDatabaseOfAnotherStackIsItsOwnersFromThenOn() throws SQLException {
        DesiredComponent guest = desired(Map.of());
        AppliedComponent guests = engine.apply(guest, SILENT);
        AppliedComponent hosts = engine.apply(desired(Map.of()), SILENT);
        String host = (String) hosts.outputs().get("database");
        try (Connection owner = owner(hosts, host)) {
            new Statements(owner)
                    .execute(
                            "grant connect on database %I to %I",
                            host, names(guest).owner());
            new Statements(owner).execute("create table public.diary (secret text)");
            new Statements(owner)
                    .execute("grant usage on schema public to %I", names(guest).owner());
            new Statements(owner).execute("create schema guests");
            new Statements(owner)
                    .execute("grant all on schema guests to %I", names(guest).owner());
        }
        try (Connection visitor = owner(guests, host)) {
            new Statements(visitor).execute("create table guests.book as select 42 as answer");
            new Statements(visitor).execute("create view guests.peep as select * from public.diary");
            new Statements(visitor).execute("grant select on guests.peep to public");
            new Statements(visitor)
                    .execute("create function guests.act() returns text security definer return current_user");
        }

        engine.destroy(guest, SILENT);

        try (Connection inside = parts.superuserConnection(host)) {
            Statements statements = new Statements(inside);
            assertThat(statements.text("select has_table_privilege('public', 'guests.peep', 'select')"))
                    .as("a view of a guest's reads with the rights of its new owner")
                    .contains("f");
            assertThat(statements.text("select guests.act() = current_user")).contains("t");
        }

        try (Connection owner = owner(hosts, host)) {
            assertThat(new Statements(owner).text("select answer::text from guests.book"))
                    .contains("42");
            new Statements(owner).execute("drop table guests.book");
        }
    }

    /** Its owner is a super user, in whose name nothing of a team's may run. */
    @Test
    void dataInADatabaseForWhoseOwnerWeMayNotActAreNotDropped() throws SQLException {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = engine.apply(desired, SILENT);
        String shared = "shared " + UUID.randomUUID();
        TargetServer.superuser(parts, "create database %I", shared);
        try (Connection inside = parts.superuserConnection(shared)) {
            new Statements(inside)
                    .execute("grant all on schema public to %I", names(desired).owner());
            try (Connection login = owner(applied, shared)) {
                new Statements(login).execute("create table kept as select 42 as answer");
            }
            assertThatThrownBy(() -> engine.destroy(desired, SILENT))
                    .isInstanceOfSatisfying(PermanentFailure.class, failure -> {
                        assertThat(failure.reason()).contains(names(desired).owner(), shared);
                        assertThat(failure.remedy()).contains("REASSIGN OWNED BY");
                    });
            assertThat(new Statements(inside).text("select answer::text from kept"))
                    .contains("42");
            new Statements(inside).execute("drop owned by %I", names(desired).owner());
        }
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired).state()).isEqualTo(State.ABSENT);
    }

    @Test
    void aRoleThatStillHasRightsWhereWeMayNotGoIsNamedWithWhatToDo() throws SQLException {
        DesiredComponent desired = desired(Map.of());
        engine.apply(desired, SILENT);
        String vault = "vault " + UUID.randomUUID();
        String reader = names(desired).reader();
        TargetServer.superuser(parts, "create database %I", vault);
        TargetServer.superuser(parts, "revoke connect on database %I from public", vault);
        try (Connection inside = parts.superuserConnection(vault)) {
            new Statements(inside).execute("create schema closed authorization %I", reader);
            assertThatThrownBy(() -> engine.destroy(desired, SILENT))
                    .isInstanceOfSatisfying(PermanentFailure.class, failure -> {
                        assertThat(failure.reason()).contains(reader, vault);
                        assertThat(failure.remedy()).contains("DROP OWNED BY");
                    });
            new Statements(inside).execute("drop owned by %I", reader);
        }
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired).state()).isEqualTo(State.ABSENT);
    }

    @Test
    void aDatabaseWhoseConnectionsAreAllTakenCanBeGivenMore() throws SQLException {
        DesiredComponent few = desired(Map.of("connections", 1L));
        AppliedComponent applied = engine.apply(few, SILENT);
        await().until(() -> query(
                        "select count(*)::text from pg_stat_activity where datname = ?",
                        names(few).database())
                .filter("0"::equals)
                .isPresent());
        DesiredComponent more = Desired.component(few.stack(), few.name(), few.target(), Map.of("connections", 3L));
        try (Connection only = owner(applied, names(few).database())) {
            engine.apply(more, SILENT);
            assertThat(engine.observe(more).asDesired()).isTrue();
            assertThat(only.isValid(5)).isTrue();
        }
    }

    /** An application's pool has all of them, as pools do; nobody loses a connection, nor the limit. */
    @Test
    void aDatabaseWhoseConnectionsAreAllTakenIsRotatedAndLookedAtAfterwards() throws SQLException {
        DesiredComponent desired = desired(Map.of("connections", 1L));
        AppliedComponent applied = runs.apply(engine, desired, SILENT);
        String database = names(desired).database();
        await().until(() -> query("select count(*)::text from pg_stat_activity where datname = ?", database)
                .filter("0"::equals)
                .isPresent());
        DesiredComponent rotated = Desired.component(
                desired.stack(), desired.name(), desired.target(), Map.of("connections", 1L, "rotation", 1L));
        try (Connection only = owner(applied, database)) {
            assertThat(runs.lacksData(engine, rotated)).isFalse();
            AppliedComponent second = runs.apply(engine, rotated, SILENT);
            assertThat(second.outputs().get("username"))
                    .isNotEqualTo(applied.outputs().get("username"));
            assertThat(only.isValid(5)).isTrue();
            assertThat(query("select datconnlimit::text from pg_database where datname = ?", database))
                    .contains("1");
        }
    }

    @Test
    void whetherDataAreGoneIsSeenWithoutADatabase() throws SQLException {
        DesiredComponent desired = desired(Map.of());
        assertThat(engine.lacksData(desired)).isTrue();
        engine.apply(desired, SILENT);
        assertThat(engine.lacksData(desired)).isFalse();
        TargetServer.superuser(parts, "drop database %I", names(desired).database());
        assertThat(engine.lacksData(desired)).isTrue();
        TargetServer.superuser(parts, "create database %I", names(desired).database());
        assertThat(engine.lacksData(desired))
                .as("somebody else's is not made anew")
                .isFalse();
    }

    /** Somebody else's lock stands for a disk that takes its time. */
    @Test
    void aDropTakesAsLongAsItTakes() throws Exception {
        DesiredComponent desired = desired(Map.of());
        engine.apply(desired, SILENT);
        String database = names(desired).database();
        try (Connection maintenance = new Server(desired.target()).connect();
                Connection holding = parts.superuserConnection()) {
            new Statements(maintenance).execute("set statement_timeout = '500ms'");
            OwnedDatabase owned =
                    Subject.of(desired, maintenance, Optional.empty()).database();
            holding.setAutoCommit(false);
            new Statements(holding).execute("comment on database %I is 'held'", database);
            CompletableFuture<Void> dropping = CompletableFuture.runAsync(() -> drop(owned));
            await().until(() -> dropping.isDone()
                    || query(
                                    "select 'waits' from pg_stat_activity where query like 'drop database%' and wait_event_type ="
                                            + " 'Lock' and query_start < now() - interval '1 s' and strpos(query, ?) > 0",
                                    database)
                            .isPresent());
            holding.rollback();
            dropping.join();
            assertThat(new Statements(maintenance).text("show statement_timeout"))
                    .contains("500ms");
        }
        engine.destroy(desired, SILENT);
    }

    @Test
    void theServerFindsOutByItselfThatThisMachineDied() throws SQLException {
        try (Connection connection = new Server(TargetServer.of(parts)).connect()) {
            Statements statements = new Statements(connection);
            assertThat(statements.text("show tcp_keepalives_idle")).contains("5");
            assertThat(statements.text("show tcp_keepalives_interval")).contains("2");
            assertThat(statements.text("show tcp_keepalives_count")).contains("3");
            assertThat(statements.text("show tcp_user_timeout")).contains("11000");
        }
    }

    private static void drop(OwnedDatabase owned) {
        try {
            owned.drop();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void comment(AppliedComponent applied, String text) throws SQLException {
        String database = (String) applied.outputs().get("database");
        try (Connection owner = owner(applied, database)) {
            new Statements(owner).execute("comment on database %I is %L", database, text);
        }
    }

    private Connection owner(AppliedComponent applied, String database) throws SQLException {
        IssuedSecret secret =
                secrets.find((String) applied.outputs().get("secret")).orElseThrow();
        return TargetServer.connect(parts, database, secret.username(), secret.password());
    }

    private Optional<String> query(String query, String value) throws SQLException {
        try (Connection superuser = parts.superuserConnection()) {
            return new Statements(superuser).text(query, value);
        }
    }

    private DesiredComponent desired(Map<String, Object> inputs) {
        return Desired.component(Desired.stack("owned"), "database", TargetServer.of(parts), inputs);
    }

    private static DatabaseNames names(DesiredComponent desired) {
        return DatabaseNames.of(desired.stack(), desired.name());
    }
}
