package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.StackIdentity;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Databases that are not a component's own: what becomes of them when it ends, changes its mind or never had them. */
@QuarkusTest
@RealParts
class PostgresqlHandoverTest {
    private static final Progress SILENT = doing -> {};
    private static final String AGREEMENT = "gatehouse.dev/adoptable-by=checkout";

    Parts parts;

    @Inject
    PostgresqlEngine engine;

    @Inject
    Secrets secrets;

    private final String name = "legacy " + UUID.randomUUID();

    @Test
    void whoNamesTheFullDatabaseOfAnotherStackLeavesItsLimitAlone() throws SQLException {
        DesiredComponent theirs = component(Desired.stack("victim"), Map.of("connections", 1L));
        AppliedComponent made = engine.apply(theirs, SILENT);
        String database = (String) made.outputs().get("database");
        DesiredComponent other = component(Desired.stack("attacker"), Map.of("database", database));
        await().until(() -> query("select count(*)::text from pg_stat_activity where datname = ?", database)
                .filter("0"::equals)
                .isPresent());
        try (Connection only = login(made, owners(made))) {
            assertThatThrownBy(() -> engine.apply(other, SILENT)).isInstanceOf(PermanentFailure.class);
            engine.destroy(other, SILENT);
            assertThat(limit(database)).contains("1");
            assertThat(only.isValid(5)).isTrue();
        }
    }

    @Test
    void anAdoptedDatabaseIsNotLeftForOneThatIsMade() throws SQLException {
        TargetServer.makeAdoptable(parts, name);
        StackIdentity stack = Desired.stack("leaving");
        AppliedComponent adopted = engine.adopt(component(stack, Map.of("database", name)), SILENT);
        DesiredComponent emptied = component(stack, Map.of("database", ""));

        assertThatThrownBy(() -> engine.plan(emptied)).satisfies(failed -> assertLeaving((PermanentFailure) failed));
        assertThatThrownBy(() -> engine.apply(emptied, SILENT))
                .satisfies(failed -> assertLeaving((PermanentFailure) failed));

        assertThat(query(
                        "select count(*)::text from pg_database where datname = ?",
                        DatabaseNames.of(stack, "database").database()))
                .contains("0");
        try (Connection team = login(adopted, owners(adopted))) {
            assertThat(new Statements(team).text("select current_user::text")).contains(name);
        }
    }

    @Test
    void aComponentWithADatabaseOfItsOwnAdoptsNoOther() throws SQLException {
        TargetServer.makeAdoptable(parts, name);
        StackIdentity stack = Desired.stack("settled");
        DesiredComponent own = component(stack, Map.of());
        engine.apply(own, SILENT);
        assertThatThrownBy(() -> engine.adopt(component(stack, Map.of("database", name)), SILENT))
                .isInstanceOfSatisfying(PermanentFailure.class, failure -> assertThat(failure.reason())
                        .contains(DatabaseNames.of(stack, "database").database(), "of its own"));
        assertThat(comment()).contains(AGREEMENT);
        assertThat(engine.observe(own).asDesired()).isTrue();
    }

    @Test
    void aDestroyThatNamesNoDatabaseGivesTheAdoptedOneBackWhereverItIsBrokenOff() throws SQLException {
        TargetServer.makeAdoptable(parts, name);
        StackIdentity stack = Desired.stack("emptied");
        AppliedComponent adopted = engine.adopt(component(stack, Map.of("database", name)), SILENT);
        makeTableInItsOwnName(owners(adopted));
        DesiredComponent emptied = component(stack, Map.of("database", ""));
        assertThatThrownBy(() -> engine.destroy(emptied, brokenOffAt("take the mark")))
                .hasMessage("broken off");

        engine.destroy(emptied, SILENT);

        assertGivenBack(stack);
    }

    /** As it was where the name could be taken away. */
    @Test
    void aDatabaseOfItsOwnIsDroppedAndTheOneAdoptedBeforeIsGivenBack() throws SQLException {
        TargetServer.makeAdoptable(parts, name);
        StackIdentity stack = Desired.stack("both");
        DesiredComponent own = component(stack, Map.of("dump", false));
        IssuedSecret login = owners(engine.apply(own, SILENT));
        TargetServer.superuser(
                parts,
                "comment on database %I is %L",
                name,
                Marker.of(own).text()
                        + new FormerState(7, List.of("CONNECT", "TEMPORARY"), List.of("USAGE"), AGREEMENT).text());
        TargetServer.superuser(parts, "grant %I to %I", name, login.username());
        makeTableInItsOwnName(login);
        assertThatThrownBy(() -> engine.apply(own, SILENT))
                .satisfies(failed -> assertLeaving((PermanentFailure) failed));

        engine.destroy(component(stack, Map.of("database", name, "dump", false)), SILENT);

        assertGivenBack(stack);
        assertThat(limit(name)).contains("7");
        assertThat(query(
                        "select count(*)::text from pg_database where datname = ?",
                        DatabaseNames.of(stack, "database").database()))
                .contains("0");
    }

    /** Whoever owns a database may write everything in its comment. */
    @Test
    void aMarkThatAStrangerWroteOnHisDatabaseHoldsNobodyUp() throws SQLException {
        TargetServer.makeAdoptable(parts, name);
        DesiredComponent own = component(Desired.stack("named"), Map.of("dump", false));
        TargetServer.superuser(
                parts, "comment on database %I is %L", name, Marker.of(own).text());
        engine.apply(own, SILENT);
        assertThat(engine.plan(own).changesNothing()).isTrue();
        TargetServer.superuser(
                parts, "revoke %I from %I", name, parts.targetPostgresql().username());
        engine.destroy(own, SILENT);
        assertThat(engine.observe(own)).isEqualTo(ObservedComponent.ABSENT);
        assertThat(comment()).contains(Marker.of(own).text());
    }

    @Test
    void aDeletionThatWasCancelledLocksNobodyOutWhoLogsInByTheFormerLogin() throws SQLException {
        TargetServer.makeAdoptable(parts, name);
        StackIdentity stack = Desired.stack("rotated");
        AppliedComponent first = engine.adopt(component(stack, Map.of("database", name)), SILENT);
        IssuedSecret former = owners(first);
        DesiredComponent rotated = component(stack, Map.of("database", name, "rotation", 1L));
        engine.apply(rotated, SILENT);
        assertThatThrownBy(() -> engine.destroy(rotated, brokenOffAt("leave to")))
                .hasMessage("broken off");
        assertThatThrownBy(() -> login(first, former)).hasMessageContaining("not permitted to log in");
        assertThat(engine.plan(rotated).resources())
                .filteredOn(planned -> planned.resource().id().equals(former.username()))
                .singleElement()
                .satisfies(planned ->
                        assertThat(planned.differences()).containsExactly(new Difference("login", "open", "closed")));

        engine.apply(rotated, SILENT);

        login(first, former).close();
        assertThat(engine.observe(rotated).asDesired()).isTrue();
    }

    @Test
    void neitherDoesOneOfADatabaseThatTheEngineMade() throws SQLException {
        StackIdentity stack = Desired.stack("rotated");
        AppliedComponent first = engine.apply(component(stack, Map.of()), SILENT);
        IssuedSecret former = owners(first);
        DesiredComponent rotated = component(stack, Map.of("rotation", 1L));
        engine.apply(rotated, SILENT);
        try (Connection maintenance = new Server(rotated.target()).connect()) {
            Subject.of(rotated, maintenance, Optional.empty())
                    .database()
                    .doors()
                    .shut();
        }
        assertThatThrownBy(() -> login(first, former)).hasMessageContaining("permission denied for database");
        engine.apply(rotated, SILENT);
        login(first, former).close();
    }

    private static Progress brokenOffAt(String step) {
        return doing -> {
            if (doing.startsWith(step)) {
                throw new IllegalStateException("broken off");
            }
        };
    }

    private void assertLeaving(PermanentFailure failure) {
        assertThat(failure.reason()).contains(name, "adopted");
        assertThat(failure.remedy()).contains("/database", "delete the stack");
    }

    private void assertGivenBack(StackIdentity stack) throws SQLException {
        assertThat(comment()).contains(AGREEMENT);
        assertThat(query(
                        "select has_database_privilege('public', oid, 'connect')::text from pg_database"
                                + " where datname = ?",
                        name))
                .contains("true");
        assertThat(query(
                        "select count(*)::text from pg_roles where starts_with(rolname, ?)",
                        DatabaseNames.of(stack, "database").base()))
                .contains("0");
        try (Connection before = TargetServer.connect(parts, name, name, "theirs")) {
            assertThat(new Statements(before).text("select answer::text from shop.mine"))
                    .contains("7");
        }
    }

    private void makeTableInItsOwnName(IssuedSecret login) throws SQLException {
        try (Connection before = TargetServer.connect(parts, name, name, "theirs")) {
            new Statements(before).execute("create schema shop");
            new Statements(before).execute("grant all on schema shop to %I", login.username());
        }
        try (Connection team = TargetServer.connect(parts, name, login.username(), login.password())) {
            new Statements(team).execute("set role none");
            new Statements(team).execute("create table shop.mine as select 7 as answer");
        }
    }

    private Optional<String> comment() throws SQLException {
        return query("select shobj_description(oid, 'pg_database') from pg_database where datname = ?", name);
    }

    private Optional<String> limit(String database) throws SQLException {
        return query("select datconnlimit::text from pg_database where datname = ?", database);
    }

    private Optional<String> query(String query, String value) throws SQLException {
        try (Connection superuser = parts.superuserConnection()) {
            return new Statements(superuser).text(query, value);
        }
    }

    private IssuedSecret owners(AppliedComponent applied) {
        return secrets.find((String) applied.outputs().get("secret")).orElseThrow();
    }

    private Connection login(AppliedComponent applied, IssuedSecret secret) throws SQLException {
        return TargetServer.connect(
                parts, (String) applied.outputs().get("database"), secret.username(), secret.password());
    }

    private DesiredComponent component(StackIdentity stack, Map<String, Object> inputs) {
        return Desired.component(stack, "database", TargetServer.of(parts), inputs);
    }
}
