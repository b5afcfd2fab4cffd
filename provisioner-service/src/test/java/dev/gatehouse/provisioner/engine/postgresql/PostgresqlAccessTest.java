package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.StackIdentity;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import dev.gatehouse.provisioner.secret.model.Turn;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may do what in a component's database, and by which password. */
@QuarkusTest
@RealParts
class PostgresqlAccessTest {
    private static final Progress SILENT = doing -> {};

    Parts parts;

    @Inject
    PostgresqlEngine engine;

    @Inject
    Secrets secrets;

    @Test
    void theReadOnlyRoleReadsWhatTheOwnerHasAndWillHaveAndDoesNothingElse() throws SQLException {
        DesiredComponent desired = desired(Desired.stack("readers"), Map.of());
        AppliedComponent applied = engine.apply(desired, SILENT);
        try (Connection owner = owner(applied);
                Connection reader = reader(applied)) {
            new Statements(owner).execute("create table purchase (id int)");
            new Statements(owner).execute("create schema \"back; office\"");
            new Statements(owner).execute("create table \"back; office\".\"Pay\"\"roll\" as select 1 as id");
            new Statements(owner).execute("create view later as select * from purchase");

            Statements reading = new Statements(reader);
            assertThat(reading.text("select count(*)::text from purchase")).contains("0");
            assertThat(reading.text("select id::text from \"back; office\".\"Pay\"\"roll\""))
                    .contains("1");
            assertThat(reading.text("select count(*)::text from later")).contains("0");
            reading.execute("set default_transaction_read_only = off");
            for (String forbidden : List.of(
                    "insert into purchase values (1)",
                    "delete from purchase",
                    "create table mine (id int)",
                    "create temporary table mine (id int)",
                    "create schema mine",
                    "drop table purchase",
                    "set role to \"" + names(desired).owner() + "\"")) {
                assertThatThrownBy(() -> reading.execute(forbidden))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class)
                        .extracting(failed -> ((SQLException) failed).getSQLState())
                        .isIn("42501", "0A000");
            }
        }
    }

    @Test
    void theReadOnlyRoleIsReadOnlyWithoutBeingAsked() throws SQLException {
        AppliedComponent applied = engine.apply(desired(Desired.stack("belt"), Map.of()), SILENT);
        try (Connection reader = reader(applied)) {
            assertThat(new Statements(reader).text("show transaction_read_only"))
                    .contains("on");
        }
    }

    @Test
    void whatTheReadOnlyRoleLostIsSeenAndGivenBack() throws SQLException {
        DesiredComponent desired = desired(Desired.stack("lost"), Map.of());
        AppliedComponent applied = engine.apply(desired, SILENT);
        try (Connection owner = owner(applied)) {
            new Statements(owner).execute("create table purchase (id int)");
            new Statements(owner)
                    .execute("revoke select on purchase from %I", names(desired).reader());
            new Statements(owner)
                    .execute(
                            "alter default privileges revoke select on tables from %I",
                            names(desired).reader());
        }
        assertThat(engine.observe(desired).differences())
                .containsExactly(
                        new Difference("tables", "readable", "1 not readable"),
                        new Difference("future tables of " + names(desired).owner(), "readable", "not readable"));
        engine.apply(desired, SILENT);
        assertThat(engine.observe(desired).asDesired()).isTrue();
        try (Connection reader = reader(applied)) {
            assertThat(new Statements(reader).text("select count(*)::text from purchase"))
                    .contains("0");
        }
    }

    @Test
    void theReadOnlyRoleHasALimitOfItsOwn() throws SQLException {
        AppliedComponent applied = engine.apply(
                desired(Desired.stack("few"), Map.of("connections", 4L, "readOnlyConnections", 1L)), SILENT);
        try (Connection one = reader(applied)) {
            assertThatThrownBy(() -> reader(applied)).hasMessageContaining("too many connections for role");
            owner(applied).close();
            assertThat(one.isValid(5)).isTrue();
        }
    }

    @Test
    void whatEveryLoginMakesBelongsToTheOwner() throws SQLException {
        StackIdentity stack = Desired.stack("belongs");
        AppliedComponent first = engine.apply(desired(stack, Map.of()), SILENT);
        try (Connection owner = owner(first)) {
            new Statements(owner).execute("create table purchase (id int)");
        }
        AppliedComponent second = engine.apply(desired(stack, Map.of("rotation", 1L)), SILENT);
        try (Connection owner = owner(second)) {
            new Statements(owner).execute("alter table purchase add column amount int");
            assertThat(new Statements(owner).text("select tableowner from pg_tables where tablename = 'purchase'"))
                    .contains(names(desired(stack, Map.of())).owner());
        }
    }

    @Test
    void aPasswordWorksUntilTheRotationAfterTheNext() throws SQLException {
        StackIdentity stack = Desired.stack("rotating");
        AppliedComponent first = engine.apply(desired(stack, Map.of()), SILENT);
        IssuedSecret oldest = owners(first);
        try (Connection working = connect(first, oldest)) {
            AppliedComponent second = engine.apply(desired(stack, Map.of("rotation", 1L)), SILENT);
            IssuedSecret middle = owners(second);
            assertThat(middle.username()).isNotEqualTo(oldest.username());
            assertThat(second.outputs()).containsEntry("username", middle.username());
            connect(first, oldest).close();
            connect(second, middle).close();
            // a second run of the same rotation must not shut the former password out
            assertThat(engine.apply(desired(stack, Map.of("rotation", 1L)), SILENT))
                    .isEqualTo(second);
            connect(first, oldest).close();

            AppliedComponent third = engine.apply(desired(stack, Map.of("rotation", 2L)), SILENT);
            IssuedSecret newest = owners(third);
            assertThat(newest.username()).isEqualTo(oldest.username());
            connect(third, newest).close();
            connect(second, middle).close();
            assertThatThrownBy(() -> connect(first, oldest)).hasMessageContaining("password authentication failed");
            assertThat(working.isValid(5)).isTrue();
        }
    }

    /** A change that is taken back must not bring a password back that was replaced for a reason. */
    @Test
    void aRotationIsNeverTakenBack() {
        StackIdentity stack = Desired.stack("revert");
        engine.apply(desired(stack, Map.of("rotation", 1L)), SILENT);
        AppliedComponent rotated = engine.apply(desired(stack, Map.of("rotation", 2L)), SILENT);
        IssuedSecret secret = owners(rotated);
        DesiredComponent reverted = desired(stack, Map.of("rotation", 1L));
        assertThat(engine.plan(reverted).changesNothing()).isTrue();
        assertThat(engine.apply(reverted, SILENT)).isEqualTo(rotated);
        assertThat(owners(rotated)).isEqualTo(secret);
    }

    /** A crash after the new secret was stored, and before its role had it. */
    @Test
    void theNewSecretIsStoredBeforeItsRoleIsAltered() throws SQLException {
        StackIdentity stack = Desired.stack("between");
        AppliedComponent first = engine.apply(desired(stack, Map.of()), SILENT);
        IssuedSecret former = owners(first);
        DesiredComponent rotating = desired(stack, Map.of("rotation", 1L));
        secrets.issue(
                Access.OWNER.reference(rotating),
                Access.secretOwner(rotating),
                new Turn(names(rotating).logins(Access.OWNER), 1));
        connect(first, former).close();
        IssuedSecret stored = owners(first);

        AppliedComponent second = engine.apply(rotating, SILENT);

        assertThat(owners(second)).isEqualTo(stored);
        connect(second, stored).close();
        connect(first, former).close();
    }

    /** Databases from before there were login roles keep working until their first rotation. */
    @Test
    void anOwnerThatLogsInItselfKeepsItsPasswordUntilTheFirstRotation() throws SQLException {
        StackIdentity stack = Desired.stack("older");
        DesiredComponent desired = desired(stack, Map.of());
        String owner = names(desired).owner();
        String former = secrets.issue(Access.OWNER.reference(desired), Access.secretOwner(desired), owner);
        try (Connection maintenance = new Server(desired.target()).connect()) {
            Subject before = Subject.of(desired, maintenance, Optional.empty());
            before.roles().ensureGroup(owner);
            new Statements(maintenance).execute("alter role %I login password %L", owner, former);
            before.database().ensure();
        }
        AppliedComponent applied = engine.apply(desired, SILENT);
        owner(applied).close();
        connect(applied, new IssuedSecret(owner, former, 0)).close();

        DesiredComponent rotated = desired(stack, Map.of("rotation", 1L));
        assertThat(engine.observe(rotated).differences()).contains(new Difference("login", "closed", "open"));
        engine.apply(rotated, SILENT);
        assertThatThrownBy(() -> connect(applied, new IssuedSecret(owner, former, 0)))
                .hasMessageContaining("not permitted to log in");
    }

    @Test
    void extensionsAreInstalledAsTheOwnerAndStayWhenNobodyAsksForThem() throws SQLException {
        StackIdentity stack = Desired.stack("extended");
        AppliedComponent applied =
                engine.apply(desired(stack, Map.of("extensions", List.of("citext", "uuid-ossp"))), SILENT);
        engine.apply(desired(stack, Map.of()), SILENT);
        try (Connection owner = owner(applied)) {
            assertThat(new Statements(owner).text("select 'A'::citext = 'a'")).contains("t");
            assertThat(new Statements(owner)
                            .text("select pg_get_userbyid(extowner) from pg_extension where extname = 'uuid-ossp'"))
                    .contains(names(desired(stack, Map.of())).owner());
        }
    }

    @Test
    void extensionsThatAreNotOnTheListAreRefusedBeforeAnythingIsMade() {
        for (String extension : List.of("plperlu", "file_fdw", "citext; drop database postgres", "\"")) {
            DesiredComponent desired = desired(Desired.stack("refused"), Map.of("extensions", List.of(extension)));
            assertThatThrownBy(() -> engine.apply(desired, SILENT))
                    .isInstanceOfSatisfying(PermanentFailure.class, failure -> {
                        assertThat(failure.reason()).contains("/extensions", extension, "citext");
                        assertThat(failure.remedy()).isNotEmpty();
                    });
            assertThat(secrets.find(Access.OWNER.reference(desired))).isEmpty();
        }
    }

    private DesiredComponent desired(StackIdentity stack, Map<String, Object> inputs) {
        return Desired.component(stack, "database", TargetServer.of(parts), inputs);
    }

    private static DatabaseNames names(DesiredComponent desired) {
        return DatabaseNames.of(desired.stack(), desired.name());
    }

    private IssuedSecret owners(AppliedComponent applied) {
        return secrets.find((String) applied.outputs().get("secret")).orElseThrow();
    }

    private Connection owner(AppliedComponent applied) throws SQLException {
        return connect(applied, owners(applied));
    }

    private Connection reader(AppliedComponent applied) throws SQLException {
        IssuedSecret secret =
                secrets.find((String) applied.outputs().get("readOnlySecret")).orElseThrow();
        assertThat(applied.outputs()).containsEntry("readOnlyUsername", secret.username());
        return connect(applied, secret);
    }

    private Connection connect(AppliedComponent applied, IssuedSecret secret) throws SQLException {
        return TargetServer.connect(
                parts, (String) applied.outputs().get("database"), secret.username(), secret.password());
    }
}
