package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.StackIdentity;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a team sets in its own database, the next change of it is made and it can be removed. */
@QuarkusTest
@RealParts
class PostgresqlSettingsTest {
    private static final Progress SILENT = doing -> {};

    Parts parts;

    @Inject
    PostgresqlEngine engine;

    @Inject
    Secrets secrets;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop schema public",
                "alter database %I set default_transaction_read_only to on",
                "alter database %I set role to pg_database_owner",
                "alter database %I set statement_timeout to 1",
                "alter database %I set lock_timeout to 1",
                "alter database %I set idle_session_timeout to 1",
                "alter database %I set idle_in_transaction_session_timeout to 1",
                "alter database %I set client_encoding to 'LATIN1'",
                "alter database %I set standard_conforming_strings to off",
                "alter database %I set default_transaction_isolation to 'serializable'",
                "alter database %I set search_path to nowhere",
                "alter database %I set local_preload_libraries to 'nowhere'",
                "alter database %I is_template true"
            })
    void isChangedAsPlannedAndRemoved(String statement) throws SQLException {
        StackIdentity stack = Desired.stack("settings");
        AppliedComponent made = engine.apply(component(stack, Map.of()), SILENT);
        inside(made, statement);
        DesiredComponent changed = component(stack, Map.of("connections", 7L, "extensions", List.of("citext")));
        ComponentPlan planned = engine.plan(changed);

        engine.apply(changed, planned, SILENT);

        assertThat(engine.observe(changed).asDesired()).isTrue();
        engine.destroy(changed, SILENT);
        assertThat(engine.observe(changed)).isEqualTo(ObservedComponent.ABSENT);
    }

    @Test
    void aDatabaseThatLetsNobodyInIsRemoved() throws SQLException {
        DesiredComponent desired = component(Desired.stack("barred"), Map.of("dump", true));
        AppliedComponent made = engine.apply(desired, SILENT);
        inside(made, "postgres", "alter database %I allow_connections false");
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired)).isEqualTo(ObservedComponent.ABSENT);
    }

    @Test
    void anAdoptedDatabaseThatLostItsSchemaPublicIsGivenBack() throws SQLException {
        String name = "legacy " + UUID.randomUUID();
        TargetServer.makeAdoptable(parts, name);
        DesiredComponent desired = component(Desired.stack("without"), Map.of("database", name));
        inside(engine.adopt(desired, SILENT), "drop schema public");

        engine.destroy(desired, SILENT);

        try (Connection superuser = parts.superuserConnection()) {
            assertThat(new Statements(superuser)
                            .text(
                                    "select shobj_description(oid, 'pg_database') from pg_database where datname = ?",
                                    name))
                    .contains("gatehouse.dev/adoptable-by=checkout");
        }
    }

    private void inside(AppliedComponent made, String statement) throws SQLException {
        inside(made, (String) made.outputs().get("database"), statement);
    }

    private void inside(AppliedComponent made, String place, String statement) throws SQLException {
        String database = (String) made.outputs().get("database");
        IssuedSecret secret =
                secrets.find((String) made.outputs().get("secret")).orElseThrow();
        try (Connection team = TargetServer.connect(parts, place, secret.username(), secret.password())) {
            new Statements(team).execute(statement, database);
        }
    }

    private DesiredComponent component(StackIdentity stack, Map<String, Object> inputs) {
        Map<String, Object> all = new HashMap<>(inputs);
        all.putIfAbsent("dump", false);
        return Desired.component(stack, "database", TargetServer.of(parts), all);
    }
}
