package dev.gatehouse.provisioner;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TargetPostgresql;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database on the target that was there before any stack, with a login of its own and a table in it. */
public record LegacyDatabase(Parts parts, String name) {
    private static final String PASSWORD = "theirs";

    public static LegacyDatabase make(Parts parts, String name) throws SQLException {
        LegacyDatabase legacy = new LegacyDatabase(parts, name);
        legacy.superuser("create role %s login password '" + PASSWORD + "'");
        legacy.superuser("create database %s owner %s");
        legacy.superuser("grant %s to " + quoted(parts.targetPostgresql().username()) + " with admin option");
        try (Connection owner = legacy.connect(name, PASSWORD);
                Statement statement = owner.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
        }
        return legacy;
    }

    /** Its owner agrees that a team adopts it. */
    public void agree(String team) throws SQLException {
        superuser("comment on database %s is 'gatehouse.dev/adoptable-by=" + team + "'");
    }

    public void withdraw() throws SQLException {
        superuser("comment on database %s is null");
    }

    /** What its table holds, as its own login reads it. */
    public String answer() throws SQLException {
        try (Connection owner = connect(name, PASSWORD)) {
            return text(owner, "select answer from kept");
        }
    }

    /** The comment on it; empty if it has none. */
    public String comment() throws SQLException {
        try (Connection owner = connect(name, PASSWORD)) {
            return text(
                    owner,
                    "select coalesce(shobj_description(oid, 'pg_database'), '') from pg_database"
                            + " where datname = current_database()");
        }
    }

    /** How many roles have the rights of its owner, without the provisioner's and the super user's. */
    public String logins() throws SQLException {
        try (Connection owner = connect(name, PASSWORD)) {
            return text(
                    owner,
                    "select count(distinct member) from pg_auth_members"
                            + " where pg_get_userbyid(roleid) = current_user and pg_get_userbyid(member) <> '"
                            + parts.targetPostgresql().username() + "'");
        }
    }

    public Connection connect(String user, String password) throws SQLException {
        TargetPostgresql server = parts.targetPostgresql();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/"
                        + URLEncoder.encode(name, StandardCharsets.UTF_8),
                user,
                password);
    }

    public static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private void superuser(String template) throws SQLException {
        try (Connection superuser = parts.superuserConnection("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute(template.replace("%s", quoted(name)));
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
