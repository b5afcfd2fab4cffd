package dev.gatehouse.local.postgresql;

import dev.gatehouse.local.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * PostgreSQL from its programs, as a rule unpacked binaries, durable and with passwords from its first second on. {@link
 * #close()} keeps the data.
 */
public final class EmbeddedPostgresql implements PostgresqlServer {

    /** How texts are ordered: by PostgreSQL itself, wherever it runs; that is known since version 17. */
    private static final List<String> BUILT_IN =
            List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C");

    /** The same where the version may be an older one. */
    static final List<String> ANY_VERSION = List.of("--locale=C");

    private final Path home;
    private final Function<String, Path> programs;
    private final List<String> locale;
    private final int port;
    private final String password;
    private final RunAs runAs;

    /**
     * @param home holds the data ({@code data}) and the log
     * @param binaries where PostgreSQL's programs are unpacked, once; several servers may share it
     * @param password the super user's; the one the data was made with, if there is data
     */
    public EmbeddedPostgresql(Path home, Path binaries, int port, String password) {
        this(home, binaries, port, password, RunAs.here());
    }

    EmbeddedPostgresql(Path home, Path binaries, int port, String password, RunAs runAs) {
        this(home, new Binaries(runAs.programs(binaries))::program, BUILT_IN, port, password, runAs);
    }

    /** @param programs where a program of this name is */
    EmbeddedPostgresql(
            Path home, Function<String, Path> programs, List<String> locale, int port, String password, RunAs runAs) {
        this.home = home.toAbsolutePath();
        this.programs = programs;
        this.locale = locale;
        this.port = port;
        this.password = password;
        this.runAs = runAs;
    }

    @Override
    public synchronized void start() {
        if (Postmaster.find(data()).isPresent()) {
            return;
        }
        try {
            Files.createDirectories(home);
            if (!Files.exists(data())) {
                makeData();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's data cannot be made in " + home, e);
        }
        List<String> start = List.of(
                programs.apply("pg_ctl").toString(),
                "start",
                "--pgdata=" + data(),
                "--wait",
                "--timeout=60",
                "--options=" + options());
        runAs.run(start, log());
    }

    /** In a directory beside, which gets its name when it is whole: a start that was cut off leaves no half data. */
    private void makeData() throws IOException {
        Path fresh = home.resolve("data.new");
        Path passwordFile = Files.createTempFile(home, "password", "");
        try {
            Files.writeString(passwordFile, password);
            runAs.run(List.of("rm", "-rf", fresh.toString()), log());
            List<String> initdb = new ArrayList<>(List.of(
                    programs.apply("initdb").toString(),
                    "--pgdata=" + fresh,
                    "--username=postgres",
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8"));
            initdb.addAll(locale);
            runAs.run(initdb, log());
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private String options() {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "port", Integer.toString(port),
                "listen_addresses", Loopback.HOST,
                "unix_socket_directories", "",
                "max_connections", "300",
                "timezone", "UTC",
                "log_timezone", "UTC"));
        List<String> options = new ArrayList<>();
        settings.forEach((name, value) -> options.add("-c " + name + "=" + value));
        return String.join(" ", options);
    }

    @Override
    public synchronized void stop() {
        Postmaster.stop(data());
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + Loopback.HOST + ":" + port + "/" + database, "postgres", password);
    }

    /** Completes when the server ends, for whatever reason; never if it is not running. */
    public CompletableFuture<ProcessHandle> onExit() {
        return Postmaster.find(data()).map(ProcessHandle::onExit).orElseGet(CompletableFuture::new);
    }

    public Path log() {
        return home.resolve("postgresql.log");
    }

    /** Where PostgreSQL keeps its data and its {@code postmaster.pid}. */
    public Path data() {
        return home.resolve("data");
    }

    @Override
    public void close() {
        stop();
    }
}
