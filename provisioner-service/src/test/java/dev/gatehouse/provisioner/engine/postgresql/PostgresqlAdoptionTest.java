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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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

        try (Connection superuser = parts.superuserConnection()) {
            Statements statements = new Statements(superuser);
            assertThat(statements.rows("select 1 from pg_database where datname = ?", name))
                    .isEmpty();
            assertThat(statements.rows("select 1 from pg_roles where rolname = ?", name))
                    .as("a role that Gatehouse did not make stays")
                    .hasSize(1);
        }
    }

    @Test
    void withoutTheServersConsentNothingIsAdopted() throws SQLException {
        makeDatabase();
        assertRefused(desired(name), "nobody has agreed", "GRANT " + name);
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
    }

    private DesiredComponent desired(String database) {
        return Desired.component(
                Desired.stack("adopter"), "database", TargetServer.of(parts), Map.of("database", database));
    }
}
