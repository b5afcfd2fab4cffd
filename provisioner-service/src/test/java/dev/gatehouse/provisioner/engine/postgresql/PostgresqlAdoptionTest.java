package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class PostgresqlAdoptionTest {
    private static final Progress SILENT = doing -> {};

    Parts parts;

    @Inject
    PostgresqlEngine engine;

    @Inject
    Secrets secrets;

    private final String name = "le\"gacy'; %I " + UUID.randomUUID();

    @Test
    void whoUsedTheDatabaseBeforeGoesOnAndTheTeamsLoginsHaveTheSameRights() throws SQLException {
        makeDatabase();
        agree();
        try (Connection before = TargetServer.connect(parts, name, name, "theirs")) {
            new Statements(before).execute("create table kept as select 42 as answer");
        }
        DesiredComponent desired = Desired.component(
                Desired.stack("adopter"), "database", TargetServer.of(parts), Map.of("database", name, "dump", false));

        AppliedComponent adopted = engine.adopt(desired, SILENT);

        assertThat(adopted.outputs()).containsEntry("database", name);
        IssuedSecret owner =
                secrets.find((String) adopted.outputs().get("secret")).orElseThrow();
        IssuedSecret reader =
                secrets.find((String) adopted.outputs().get("readOnlySecret")).orElseThrow();
        try (Connection before = TargetServer.connect(parts, name, name, "theirs");
                Connection team = TargetServer.connect(parts, name, owner.username(), owner.password());
                Connection reading = TargetServer.connect(parts, name, reader.username(), reader.password())) {
            new Statements(team).execute("alter table kept add column more int");
            new Statements(team).execute("create table fresh (id int)");
            new Statements(before).execute("drop table fresh");
            assertThat(new Statements(reading).text("select answer::text from kept"))
                    .contains("42");
        }

        engine.destroy(desired, SILENT);

        assertGone(owner, reader);
        try (Connection before = TargetServer.connect(parts, name, name, "theirs")) {
            assertThat(new Statements(before).text("select answer::text from kept"))
                    .contains("42");
        }
        assertThat(secrets.find(Access.OWNER.reference(desired))).isEmpty();
        assertThat(secrets.find(Access.READER.reference(desired))).isEmpty();
    }

    /** The login acts as the owner by itself; whoever turns that off must not lose his tables with the login. */
    @Test
    void whatALoginMadeInItsOwnNameStaysWithTheDatabase() throws SQLException {
        makeDatabase();
        agree();
        DesiredComponent desired = desired(name);
        AppliedComponent adopted = engine.adopt(desired, SILENT);
        IssuedSecret owner =
                secrets.find((String) adopted.outputs().get("secret")).orElseThrow();
        try (Connection before = TargetServer.connect(parts, name, name, "theirs")) {
            new Statements(before).execute("create schema shop");
            new Statements(before).execute("grant all on schema shop to %I", owner.username());
        }
        try (Connection team = TargetServer.connect(parts, name, owner.username(), owner.password())) {
            new Statements(team).execute("reset role");
            new Statements(team).execute("set role none");
            new Statements(team).execute("create table shop.mine as select 7 as answer");
        }

        engine.destroy(desired, SILENT);

        try (Connection before = TargetServer.connect(parts, name, name, "theirs")) {
            assertThat(new Statements(before).text("select answer::text from shop.mine"))
                    .contains("7");
            new Statements(before).execute("drop table shop.mine");
        }
    }

    @Test
    void whoeverCouldConnectBeforeCanAgainAndTheLimitIsTheFormerOne() throws SQLException {
        makeDatabase();
        agree();
        TargetServer.superuser(parts, "alter database %I connection limit 7", name);
        TargetServer.superuser(parts, "revoke temporary on database %I from public", name);
        DesiredComponent desired = desired(name);
        engine.adopt(desired, SILENT);
        assertThat(state()).contains("20 f f f");

        engine.destroy(desired, SILENT);

        assertThat(state()).contains("7 t f t");
    }

    @Test
    void anAgreementThatWasTakenBackCountsNoMore() throws SQLException {
        makeDatabase();
        agree();
        TargetServer.superuser(parts, "comment on database %I is null", name);
        assertRefused(desired(name), "nobody has agreed that team checkout", "gatehouse.dev/adoptable-by=checkout");
        agree();
        TargetServer.superuser(
                parts, "revoke %I from %I", name, parts.targetPostgresql().username());
        assertRefused(desired(name), "nobody has agreed that the provisioner", "WITH ADMIN OPTION");
    }

    /** The connection limit, and whether everybody may connect, make temporary tables, and use the schema public. */
    private Optional<String> state() throws SQLException {
        try (Connection inside = parts.superuserConnection(URLEncoder.encode(name, StandardCharsets.UTF_8))) {
            return new Statements(inside)
                    .text(
                            "select concat_ws(' ', datconnlimit::text, has_database_privilege('public', oid, 'connect'),"
                                    + " has_database_privilege('public', oid, 'temporary'),"
                                    + " has_schema_privilege('public', 'public', 'usage'))"
                                    + " from pg_database where datname = ?",
                            name);
        }
    }

    private void assertGone(IssuedSecret... logins) throws SQLException {
        for (IssuedSecret login : logins) {
            assertThatThrownBy(() -> TargetServer.connect(parts, name, login.username(), login.password()))
                    .isInstanceOf(SQLException.class);
            try (Connection superuser = parts.superuserConnection()) {
                assertThat(new Statements(superuser).rows("select 1 from pg_roles where rolname = ?", login.username()))
                        .isEmpty();
            }
        }
    }

    @Test
    void withoutTheServersConsentNothingIsAdopted() throws SQLException {
        makeDatabase();
        TargetServer.superuser(parts, "comment on database %I is 'gatehouse.dev/adoptable-by=checkout'", name);
        assertRefused(desired(name), "nobody has agreed", "GRANT \"" + name.replace("\"", "\"\"") + "\" TO \"");
    }

    @Test
    void whatBelongsToTheServerOrToAServiceIsNeverAdopted() {
        for (String database : List.of("postgres", "template1", "provisioner")) {
            assertThatThrownBy(() -> engine.adopt(desired(database), SILENT))
                    .as(database)
                    .isInstanceOf(PermanentFailure.class)
                    .hasMessageContaining("cannot be adopted");
        }
    }

    @Test
    void theDatabaseOfAnotherStackIsNeverAdopted() {
        AppliedComponent theirs = engine.apply(
                Desired.component(Desired.stack("theirs"), "database", TargetServer.of(parts), Map.of()), SILENT);
        assertRefused(desired((String) theirs.outputs().get("database")), "another stack", "nobody's");
    }

    @Test
    void anOwnerThatOwnsMoreIsNotSharedWithTheTeam() throws SQLException {
        makeDatabase();
        agree();
        TargetServer.superuser(parts, "create database %I owner %I", name + "2", name);
        assertRefused(desired(name), "also has the rights", "plain role");
    }

    @Test
    void anEmptyNameIsNoneSoThatADatabaseIsMadeAndThereIsNothingToAdopt() {
        assertThat(engine.apply(desired(""), SILENT).outputs().get("database"))
                .asString()
                .startsWith("checkout_adopter_database_");
        assertThatThrownBy(() -> engine.adopt(desired(""), SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("names no database to adopt");
    }

    @Test
    void aDatabaseThatIsNotThereIsNotMade() {
        assertThatThrownBy(() -> engine.adopt(desired(name), SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("/database");
        assertThatThrownBy(() -> engine.apply(desired(name), SILENT)).isInstanceOf(PermanentFailure.class);
    }

    private void assertRefused(DesiredComponent desired, String reason, String remedy) {
        assertThatThrownBy(() -> engine.adopt(desired, SILENT))
                .isInstanceOfSatisfying(PermanentFailure.class, failure -> {
                    assertThat(failure.reason()).contains(reason);
                    assertThat(failure.remedy()).contains(remedy);
                });
        assertThat(secrets.find(Access.OWNER.reference(desired))).isEmpty();
    }

    private void makeDatabase() throws SQLException {
        TargetServer.superuser(parts, "create role %I login password 'theirs'", name);
        TargetServer.superuser(parts, "create database %I owner %I", name, name);
    }

    private void agree() throws SQLException {
        TargetServer.superuser(
                parts,
                "grant %I to %I with admin option",
                name,
                parts.targetPostgresql().username());
        TargetServer.superuser(parts, "comment on database %I is 'gatehouse.dev/adoptable-by=checkout'", name);
    }

    private DesiredComponent desired(String database) {
        return Desired.component(
                Desired.stack("adopter"), "database", TargetServer.of(parts), Map.of("database", database));
    }
}
