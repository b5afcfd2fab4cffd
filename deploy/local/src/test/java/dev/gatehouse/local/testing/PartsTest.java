package dev.gatehouse.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartsTest {

    private Parts parts;

    @BeforeAll
    void start() {
        parts = Parts.start("request", EnumSet.allOf(Part.class), List.of("test.thing.v1"));
    }

    @AfterAll
    void stop() {
        parts.close();
    }

    @Test
    void theServiceOwnsItsDatabaseAndNothingElse() throws SQLException {
        try (Connection own = parts.connection()) {
            own.createStatement().execute("CREATE TABLE thing (id int)");
            assertThatThrownBy(() -> own.createStatement().execute("CREATE DATABASE other"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void postgresqlChecksPasswords() {
        assertThatThrownBy(() -> DriverManager.getConnection(parts.jdbcUrl(), "request", "guessed"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void postgresqlIsDurable() throws SQLException {
        try (Connection connection = parts.superuserConnection()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                ResultSet value = connection.createStatement().executeQuery("SHOW " + setting);
                value.next();
                assertThat(value.getString(1)).as(setting).isEqualTo("on");
            }
        }
    }

    @Test
    void postgresqlKeepsPortAndDataWhenRestarted() throws SQLException {
        String url = parts.jdbcUrl();
        try (Connection before = parts.connection()) {
            before.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        parts.stopPostgresql();
        assertThatThrownBy(() -> parts.connection()).isInstanceOf(SQLException.class);
        parts.startPostgresql();
        assertThat(parts.jdbcUrl()).isEqualTo(url);
        try (Connection after = parts.connection()) {
            ResultSet kept = after.createStatement().executeQuery("SELECT answer FROM kept");
            kept.next();
            assertThat(kept.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void theTargetRoleMakesDatabasesAndIsNoSuperUser() throws SQLException {
        TargetPostgresql target = parts.targetPostgresql();
        String url = "jdbc:postgresql://" + target.host() + ":" + target.port() + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, target.username(), target.password())) {
            connection.createStatement().execute("CREATE ROLE owner_of_stack LOGIN");
            connection.createStatement().execute("CREATE DATABASE stack OWNER " + target.username());
            ResultSet role = connection
                    .createStatement()
                    .executeQuery(
                            "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user");
            role.next();
            assertThat(List.of(role.getBoolean(1), role.getBoolean(2), role.getBoolean(3)))
                    .containsExactly(false, true, true);
        }
    }

    @Test
    void topicsAreAsTheContractSays() throws Exception {
        try (Admin admin = parts.kafkaAdmin()) {
            Map<String, TopicDescription> topics = admin.describeTopics(
                            List.of("request.stack.v1", "request.template.v1.dlq", "test.thing.v1"))
                    .allTopicNames()
                    .get();
            assertThat(topics).hasEntrySatisfying("request.stack.v1", topic -> assertThat(topic.partitions())
                    .hasSize(12));
        }
    }

    @Test
    void aServiceWritesItsOwnTopic() throws Exception {
        send("request", "request.stack.v1");
        send("request", "test.thing.v1");
        send("request", "provisioner.stack.v1.dlq");
    }

    @Test
    void aStrangerCannotForgeAStackRequested() {
        assertRefused("stranger", "request.stack.v1");
        assertRefused("provisioner", "request.stack.v1");
    }

    @Test
    void aProducerWritesTheIntakeAndNothingElse() throws Exception {
        send("producer", "gatehouse.intake.v1");
        assertRefused("producer", "request.stack.v1");
        assertRefused("producer", "gatehouse.intake.v1.dlq");
    }

    @Test
    void kafkaChecksPasswords() {
        Properties properties = parts.kafkaProperties("request");
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"request\" password=\"x\";");
        try (Admin admin = Admin.create(properties)) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).hasMessageContaining("Authentication failed");
        }
    }

    @Test
    void kafkaKeepsPortAndRecordsWhenRestarted() throws Exception {
        String address = parts.configuration().get("KAFKA_BOOTSTRAP_SERVERS");
        parts.stopKafka();
        parts.startKafka();
        assertThat(parts.configuration()).containsEntry("KAFKA_BOOTSTRAP_SERVERS", address);
        try (Admin admin = parts.kafkaAdmin()) {
            assertThat(admin.listTopics().names().get()).contains("request.stack.v1");
        }
        aServiceWritesItsOwnTopic();
    }

    @Test
    void theProviderIsDiscoveredUnderTheIssuerItPutsIntoTokens() throws Exception {
        String issuer = parts.configuration().get("GATEHOUSE_OIDC_URL");
        String discovery = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        assertThat(discovery.replace(" ", "")).contains("\"issuer\":\"" + issuer + "\"");
        var claims = SignedJWT.parse(parts.token("dana")).getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(issuer);
        assertThat(claims.getSubject()).isEqualTo("dana");
        assertThat(claims.getAudience()).containsExactly("gatehouse");
        assertThat(claims.getStringListClaim("groups")).containsExactly("checkout");
    }

    @Test
    void aGitRepositoryIsBareAndItsOwnEachTime() throws Exception {
        String url = parts.gitRepository();
        assertThat(url).startsWith("file:///").isNotEqualTo(parts.gitRepository());
        try (var repository = new RepositoryBuilder()
                .setGitDir(Path.of(URI.create(url)).toFile())
                .setMustExist(true)
                .build()) {
            assertThat(repository.isBare()).isTrue();
            assertThat(repository.getFullBranch()).isEqualTo("refs/heads/main");
        }
    }

    private void assertRefused(String principal, String topic) {
        assertThatThrownBy(() -> send(principal, topic)).hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }

    private void send(String principal, String topic) throws ExecutionException, InterruptedException {
        Properties properties = parts.kafkaProperties(principal);
        properties.putAll(Map.of("max.block.ms", "10000", "enable.idempotence", "true"));
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "value")).get();
        }
    }
}
