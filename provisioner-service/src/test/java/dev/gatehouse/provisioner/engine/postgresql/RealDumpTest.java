package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.Passwords;
import dev.gatehouse.local.postgresql.Databases;
import dev.gatehouse.local.postgresql.InstalledPostgresql;
import dev.gatehouse.local.postgresql.PostgresqlServer;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.CancelledRun;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.ObservedComponent.State;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real pg_dump, on a server of its own version. */
@QuarkusTest
@RealParts
class RealDumpTest {
    private static final Progress SILENT = doing -> {};
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String SUPERUSER_PASSWORD = Passwords.random();
    private static final String ROLE_PASSWORD = Passwords.random();

    private static InstalledPostgresql installed;
    private static PostgresqlServer server;

    @Inject
    Secrets secrets;

    @Inject
    EngineRuns runs;

    @TempDir
    Path directory;

    @BeforeAll
    static void start(@TempDir Path home) {
        Optional<InstalledPostgresql> found = InstalledPostgresql.find();
        assumeTrue(found.isPresent(), "no PostgreSQL with pg_dump and pg_restore is installed on this machine");
        installed = found.orElseThrow();
        server = installed.server(home, Loopback.freePort(), SUPERUSER_PASSWORD);
        server.start();
        new Databases(server).ensureTargetRole("provisioner", ROLE_PASSWORD);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whatItDumpedIsRestoredRowByRow() throws Exception {
        DesiredComponent desired = desired("we'ird = \\ \"; x");
        AppliedComponent applied = engine().apply(desired, SILENT);
        List<List<String>> before;
        try (Connection owner = connect(applied)) {
            Statements statements = new Statements(owner);
            statements.execute("create table %I (id bigint primary key, note text, raw bytea, tags text[])", "or'ders");
            statements.execute(
                    "insert into %I select g, nullif('ä''\"' || g, 'ä''\"7'), decode(md5(g::text), 'hex'),"
                            + " array[g::text, null] from generate_series(1, 1000) g",
                    "or'ders");
            before = orders(owner);
        }
        assertThat(before).hasSize(1000);

        runs.destroy(engine(), desired, SILENT);

        assertThat(engine().observe(desired).state()).isEqualTo(State.ABSENT);
        restore(onlyDump(desired));
        try (Connection superuser = server.superuser("restored")) {
            assertThat(orders(superuser)).isEqualTo(before);
        }
    }

    @Test
    void aDestroyThatIsCancelledInMidDumpEndsAtOnceAndLeavesNothingHalf() throws Exception {
        DesiredComponent desired = desired("bulky");
        AppliedComponent applied = engine().apply(desired, SILENT);
        try (Connection owner = connect(applied)) {
            new Statements(owner)
                    .execute("create table bulk as select md5(g::text) || md5((g * 7)::text) as note"
                            + " from generate_series(1, 800000) g");
        }
        CancelledRun run = CancelledRun.begin(runs, () -> runs.destroy(engine(), desired, SILENT));
        await().atMost(LONG).until(() -> dumped() > 100_000);

        run.cancel();

        assertThat(files()).isEmpty();
        await().until(() -> dumpsAtTheServer().equals("0"));
        try (Connection owner = connect(applied)) {
            assertThat(new Statements(owner).text("select count(*)::text from bulk"))
                    .contains("800000");
        }
        assertThat(engine().observe(desired).asDesired()).isTrue();
    }

    /** Whoever may not read a table whole would lose its rows without a word; so nothing is dropped. */
    @Test
    void aTableThatHidesRowsFromItsOwnerIsNotDumpedByHalf() throws Exception {
        DesiredComponent desired = desired("tenants");
        AppliedComponent applied = engine().apply(desired, SILENT);
        try (Connection owner = connect(applied)) {
            Statements statements = new Statements(owner);
            statements.execute("create table rented as select 1 as tenant");
            statements.execute("alter table rented enable row level security, force row level security");
        }

        assertThatThrownBy(() -> runs.destroy(engine(), desired, SILENT))
                .isInstanceOfSatisfying(PermanentFailure.class, failure -> assertThat(failure.remedy())
                        .contains("NO FORCE ROW LEVEL SECURITY"));

        assertThat(files()).isEmpty();
        try (Connection owner = connect(applied)) {
            new Statements(owner).execute("alter table rented no force row level security");
        }
        runs.destroy(engine(), desired, SILENT);
        onlyDump(desired);
    }

    private static List<List<String>> orders(Connection connection) throws SQLException {
        return new Statements(connection).rows("select o::text, id::text from \"or'ders\" o order by id");
    }

    private void restore(Path dump) throws Exception {
        try (Connection superuser = server.superuser("postgres")) {
            new Statements(superuser).execute("create database restored");
        }
        ProcessBuilder restore = new ProcessBuilder(
                        installed.program("pg_restore").toString(),
                        "--exit-on-error",
                        "--no-owner",
                        "--no-acl",
                        "--host=" + Loopback.HOST,
                        "--port=" + server.port(),
                        "--username=postgres",
                        "--dbname=restored",
                        dump.toString())
                .redirectErrorStream(true);
        restore.environment().put("PGPASSWORD", SUPERUSER_PASSWORD);
        Process process = restore.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String dumpsAtTheServer() throws SQLException {
        try (Connection superuser = server.superuser("postgres")) {
            return new Statements(superuser)
                    .text("select count(*)::text from pg_stat_activity where application_name = 'pg_dump'")
                    .orElseThrow();
        }
    }

    private PostgresqlEngine engine() {
        DumpProgram program = new DumpProgram(installed.program("pg_dump").toString(), LONG);
        return new PostgresqlEngine(secrets, Set.of(), new Dumps(true, program, Optional.of(directory)));
    }

    private static DesiredComponent desired(String stack) {
        EngineTarget target = new EngineTarget(
                "installed",
                Map.of("host", Loopback.HOST, "port", server.port()),
                Optional.of(new EngineTarget.Credential("provisioner", ROLE_PASSWORD)));
        return Desired.component(Desired.stack(stack), "data base", target, Map.of());
    }

    private Connection connect(AppliedComponent applied) throws SQLException {
        IssuedSecret secret =
                secrets.find((String) applied.outputs().get("secret")).orElseThrow();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + Loopback.HOST + ":" + server.port() + "/"
                        + URLEncoder.encode((String) applied.outputs().get("database"), StandardCharsets.UTF_8),
                secret.username(),
                secret.password());
    }

    private Path onlyDump(DesiredComponent desired) throws IOException {
        assertThat(files()).singleElement().satisfies(file -> assertThat(file.getFileName())
                .asString()
                .startsWith(Dumps.prefix(desired))
                .endsWith(".dump"));
        return files().get(0);
    }

    private long dumped() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }
}
