package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.StackIdentity;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Databases that are not a component's own: what becomes of them when it ends, changes its mind or never had them. */
@QuarkusTest
@RealParts
class PostgresqlHandoverTest {
    private static final Progress SILENT = doing -> {};

    Parts parts;

    @Inject
    PostgresqlEngine engine;

    @Inject
    Secrets secrets;


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
