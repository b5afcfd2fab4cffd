package dev.gatehouse.provisioner.provisioning.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.RealParts;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the server knows of the connection that says which engines are at work. */
@QuarkusTest
@RealParts
class AdvisoryEngagementsTest {
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    /** A machine that dies says nothing; by default a server asks for it after two hours. */
    @Test
    void theServerMissesAMachineThatDiedWithinSeconds() throws Exception {
        try (Connection connection = new AdvisoryEngagements(url, user, password).connect()) {
            int idle = setting(connection, "tcp_keepalives_idle");
            int interval = setting(connection, "tcp_keepalives_interval");
            int count = setting(connection, "tcp_keepalives_count");

            assertThat(idle).as("seconds until it asks").isBetween(1, 5);
            assertThat(idle + interval * count).as("seconds until it gives up").isBetween(1, 11);
            assertThat(setting(connection, "tcp_user_timeout"))
                    .as("milliseconds for an answer that is under way")
                    .isEqualTo(11_000);
        }
    }

    private static int setting(Connection connection, String name) throws Exception {
        try (ResultSet result =
                connection.createStatement().executeQuery("select current_setting('" + name + "')::integer")) {
            result.next();
            return result.getInt(1);
        }
    }
}
