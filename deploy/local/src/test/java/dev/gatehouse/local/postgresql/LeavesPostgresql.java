package dev.gatehouse.local.postgresql;

import java.nio.file.Path;
import java.sql.Connection;

/** A program that starts PostgreSQL and then dies by SIGKILL, as a platform may. */
final class LeavesPostgresql {

    static final String PASSWORD = "left";

    private LeavesPostgresql() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgresql server = new EmbeddedPostgresql(
                Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]), PASSWORD);
        server.start();
        try (Connection connection = server.superuser("postgres")) {
            connection.createStatement().execute("CREATE TABLE kept AS SELECT 1 AS one");
        }
        new ProcessBuilder(
                        "kill", "-KILL", Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
    }
}
