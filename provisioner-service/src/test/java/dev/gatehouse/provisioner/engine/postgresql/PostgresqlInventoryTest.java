package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.MarkedResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class PostgresqlInventoryTest {
    Parts parts;

    @Inject
    PostgresqlEngine engine;

    @Test
    void everythingThatTheEngineMadeIsListedAndWhatItsUsersSayAboutItIsNotBelieved() throws SQLException {
        DesiredComponent desired =
                Desired.component(Desired.stack("listed"), "database", TargetServer.of(parts), Map.of());
        engine.apply(desired, doing -> {});
        DatabaseNames names = DatabaseNames.of(desired.stack(), "database");
        TargetServer.superuser(
                parts,
                "comment on database %I is 'gatehouse stack=another component=database operation=1'",
                names.database());

        List<Resource> ours = engine.inventory(desired.target()).stream()
                .filter(found -> found.stackId().equals(desired.stack().id()))
                .map(MarkedResource::resource)
                .toList();

        assertThat(ours)
                .contains(
                        new Resource("database", names.database()),
                        new Resource("role", names.owner()),
                        new Resource("role", names.reader()),
                        new Resource("role", names.logins(Access.OWNER).get(0)));
        engine.destroy(desired, doing -> {});
        assertThat(engine.inventory(desired.target()))
                .extracting(MarkedResource::stackId)
                .doesNotContain(desired.stack().id());
    }
}
