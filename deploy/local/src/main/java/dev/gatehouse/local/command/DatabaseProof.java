package dev.gatehouse.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.local.platform.Refusal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Uses the provisioned database as its application would: with the issued credentials and nothing else. */
final class DatabaseProof {

    private final JsonNode outputs;
    private final JsonNode secret;

    DatabaseProof(JsonNode outputs, JsonNode secret) {
        this.outputs = outputs;
        this.secret = secret;
    }

    void show() {
        String url = "jdbc:postgresql://" + outputs.path("databaseHost").asText() + ":"
                + outputs.path("databasePort").asText() + "/"
                + outputs.path("databaseName").asText();
        String user = secret.path("username").asText();
        try (Connection connection = DriverManager.getConnection(
                        url, user, secret.path("password").asText());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE visitor (id bigint GENERATED ALWAYS AS IDENTITY, name text NOT NULL)");
            statement.execute("INSERT INTO visitor (name) VALUES ('the first one')");
            ResultSet row =
                    statement.executeQuery("SELECT current_user, current_database(), count(*), min(name) FROM visitor");
            row.next();
            Demo.Proof.holds(row.getLong(3) == 1, "the row that was written is read back");
            Demo.Proof.step(
                    "Connected to the database with the issued credentials, made a table, wrote and read a row:");
            Demo.Proof.detail("user " + row.getString(1) + " in " + row.getString(2) + ": '" + row.getString(4) + "'");
        } catch (SQLException e) {
            throw new Refusal("The demo expected that " + user + " can use " + url + ", but: " + e.getMessage(), e);
        }
    }
}
