package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.CancelledRun;
import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.EngineRuns;
import dev.gatehouse.provisioner.engine.ObservedComponent.State;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a destroy does with the data. A server's own pg_dump is not everywhere, so small programs stand in for it where it
 * is about when it is started, with what, and how its end is read; {@link RealDumpTest} runs the real one.
 */
@QuarkusTest
@RealParts
class PostgresqlDumpTest {
    private static final Progress SILENT = doing -> {};
    private static final Duration LONG = Duration.ofSeconds(30);

    Parts parts;

    @Inject
    Secrets secrets;

    @Inject
    EngineRuns runs;

    @TempDir
    Path directory;

    @Test
    void theDataAreKeptBeforeTheyAreDroppedAndThePasswordIsNoArgument() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        PostgresqlEngine engine = engine(program("""
                for argument in "$@"; do
                  echo "argument $argument" >> "$0.said"
                  case "$argument" in --file=*) echo data > "${argument#--file=}";; esac
                done
                env >> "$0.said\""""));

        engine.destroy(desired, SILENT);

        Path dump = onlyDump(desired);
        assertThat(dump).hasContent("data");
        assertThat(Files.getPosixFilePermissions(dump)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(engine.observe(desired).state()).isEqualTo(State.ABSENT);
        String password = parts.targetPostgresql().password();
        List<String> said = Files.readAllLines(directory.resolve("pg_dump.said"));
        assertThat(said)
                .contains(
                        "argument --dbname=dbname='" + applied.outputs().get("database") + "'",
                        "argument --no-password",
                        "PGPASSWORD=" + password)
                .anyMatch(line -> line.startsWith("PGOPTIONS=") && line.contains("-c role=none"))
                .noneMatch(line -> line.startsWith("argument") && line.contains(password))
                .noneMatch(line -> line.startsWith("GATEHOUSE"));
    }

    @Test
    void whoeverIsConnectedCannotWriteWhatTheDumpWouldMiss() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        IssuedSecret secret = secret(applied);
        // The program fails for good, but only once nobody can connect any more.
        PostgresqlEngine engine = engine(program("touch \"$0.started\"; while [ ! -e \"$0.go\" ]; do :; done; exit 1"));
        try (Connection before = connect(applied, secret)) {
            CompletableFuture<Void> destroying = CompletableFuture.runAsync(() -> engine.destroy(desired, SILENT));
            await().until(() -> Files.exists(directory.resolve("pg_dump.started")));
            assertThatThrownBy(() -> connect(applied, secret)).hasMessageContaining("permission denied for database");
            assertThatThrownBy(() -> new Statements(before).execute("insert into kept values (2)"))
                    .isInstanceOf(SQLException.class);
            Files.createFile(directory.resolve("pg_dump.go"));
            assertThatThrownBy(destroying::join).hasCauseInstanceOf(TransientFailure.class);
        }
        connect(applied, secret).close();
        assertThat(files()).isEmpty();
    }

    @Test
    void anEmptyDatabaseNeedsNoDump() {
        DesiredComponent desired = desired(Map.of("extensions", List.of("hstore")));
        PostgresqlEngine engine =
                engine(new DumpProgram(directory.resolve("none").toString(), LONG));
        engine.apply(desired, SILENT);
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired).state()).isEqualTo(State.ABSENT);
    }

    @Test
    void aDumpThatWasDeclinedIsNotMade() throws Exception {
        DesiredComponent desired = desired(Map.of("dump", false));
        filled(desired);
        PostgresqlEngine engine =
                engine(new DumpProgram(directory.resolve("none").toString(), LONG));
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired).state()).isEqualTo(State.ABSENT);
        assertThat(files()).isEmpty();
    }

    @Test
    void withoutAProgramOrAPlaceNothingIsDropped() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        DumpProgram missing = new DumpProgram(directory.resolve("none").toString(), LONG);
        assertKept(engine(missing), desired, applied, "none");
        assertKept(
                new PostgresqlEngine(secrets, Set.of(), new Dumps(true, missing, Optional.empty())),
                desired,
                applied,
                "no place");
        assertKept(engine(program("exit 0", "pg_dump (PostgreSQL) 9.6")), desired, applied, "pg_dump 9 cannot read");
        assertKept(
                engine(program("echo permission denied for table kept; exit 1")),
                desired,
                applied,
                "permission denied");
    }

    @Test
    void aDumpThatTakesTooLongIsEndedAndNotTriedAgain() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        DumpProgram hanging = new DumpProgram(program("exec sleep 600").program(), Duration.ofSeconds(2));
        assertThatThrownBy(() -> engine(hanging).destroy(desired, SILENT))
                .isInstanceOfSatisfying(PermanentFailure.class, failure -> {
                    assertThat(failure.reason()).contains("PT2S (gatehouse.postgresql.dump.limit)");
                    assertThat(failure.remedy())
                            .contains(
                                    "gatehouse.postgresql.dump.limit",
                                    "gatehouse.provisioner.engine-destroy-limit",
                                    "dump: false");
                });
        connect(applied, secret(applied)).close();

        engine(writing()).destroy(desired, SILENT);
        onlyDump(desired);
    }

    @Test
    void aDumpThatCouldTakeLongerThanItsDestroyIsRefusedAtTheStart() {
        Duration limit = Duration.ofHours(1);
        assertThatThrownBy(() -> new Dumps(true, "pg_dump", Optional.empty(), limit, limit.plusSeconds(9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gatehouse.postgresql.dump.limit is PT1H")
                .hasMessageContaining("gatehouse.provisioner.engine-destroy-limit PT1H9S");
        assertThatNoException()
                .isThrownBy(() -> new Dumps(true, "pg_dump", Optional.empty(), limit, limit.plusSeconds(10)));
    }

    @Test
    void aDestroyThatIsCancelledInMidDumpEndsAtOnceAndLeavesNothingHalf() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        PostgresqlEngine engine = engine(program("""
                for a in "$@"; do case "$a" in --file=*) echo half > "${a#--file=}";; esac; done
                echo $$ > "$0.new" && mv "$0.new" "$0.pid" && exec sleep 600"""));
        CancelledRun run = CancelledRun.begin(runs, () -> runs.destroy(engine, desired, SILENT));
        Path pid = directory.resolve("pg_dump.pid");
        await().until(() -> Files.exists(pid));
        long dawdler = Long.parseLong(Files.readString(pid).strip());
        assertThat(files()).singleElement(as(STRING)).endsWith(".part");

        run.cancel();

        await().until(() ->
                ProcessHandle.of(dawdler).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(files()).isEmpty();
        connect(applied, secret(applied)).close();
        assertThat(engine.observe(desired).asDesired()).isTrue();
    }

    @Test
    void whoWasLetInByTheOwnerIsKeptOutTooAndLetInAgain() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        String database = (String) applied.outputs().get("database");
        String stranger = stranger();
        try (Connection owner = connect(applied, secret(applied))) {
            new Statements(owner).execute("grant connect on database %I to public", database);
            new Statements(owner).execute("grant connect on database %I to %I with grant option", database, stranger);
        }
        PostgresqlEngine engine = engine(program("touch \"$0.started\"; while [ ! -e \"$0.go\" ]; do :; done; exit 1"));
        CompletableFuture<Void> destroying = CompletableFuture.runAsync(() -> engine.destroy(desired, SILENT));
        await().until(() -> Files.exists(directory.resolve("pg_dump.started")));
        assertThatThrownBy(() -> TargetServer.connect(parts, database, stranger, "theirs"))
                .hasMessageContaining("permission denied for database");
        Files.createFile(directory.resolve("pg_dump.go"));
        assertThatThrownBy(destroying::join).hasCauseInstanceOf(TransientFailure.class);
        TargetServer.connect(parts, database, stranger, "theirs").close();
    }

    @Test
    void whileSomebodyIsConnectedWhoCannotBeSentAwayNothingIsDumpedOrDropped() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        String database = (String) applied.outputs().get("database");
        String stranger = stranger();
        PostgresqlEngine engine = engine(writing());
        TargetServer.superuser(parts, "grant connect on database %I to %I", database, stranger);
        try (Connection before = TargetServer.connect(parts, database, stranger, "theirs")) {
            assertThatThrownBy(() -> engine.destroy(desired, SILENT))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining(stranger);
            assertThat(before.isValid(5)).isTrue();
        }
        assertThat(files()).isEmpty();
        connect(applied, secret(applied)).close();
        await().until(() -> connections(database) == 0);
        engine.destroy(desired, SILENT);
        onlyDump(desired);
    }

    @Test
    void aDatabaseWhoseConnectionsAreAllTakenIsDroppedToo() throws Exception {
        DesiredComponent desired = desired(Map.of("connections", 2L));
        AppliedComponent applied = filled(desired);
        PostgresqlEngine engine = engine(writing());
        await().until(() -> connections((String) applied.outputs().get("database")) == 0);
        try (Connection one = connect(applied, secret(applied));
                Connection two = connect(applied, secret(applied))) {
            engine.destroy(desired, SILENT);
            assertThat(List.of(one.isValid(5), two.isValid(5))).containsOnly(false);
        }
        onlyDump(desired);
    }

    /** As teams do before they retire one. */
    @Test
    void aDatabaseThatItsTeamLetsNobodyConnectToByItsLimitIsKeptAndDropped() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        try (Connection owner = connect(applied, secret(applied))) {
            new Statements(owner)
                    .execute(
                            "alter database %I connection limit 0",
                            (String) applied.outputs().get("database"));
        }
        engine(writing()).destroy(desired, SILENT);
        onlyDump(desired);
    }

    @Test
    void aDatabaseFromBeforeThereWereReadersIsKeptAndDropped() throws Exception {
        DesiredComponent desired = desired(Map.of());
        DatabaseNames names = DatabaseNames.of(desired.stack(), desired.name());
        try (Connection maintenance = new Server(desired.target()).connect()) {
            Subject before = Subject.of(desired, maintenance, Optional.empty());
            before.roles().ensureGroup(names.owner());
            new Statements(maintenance).execute("alter role %I login password 'former'", names.owner());
            before.database().ensure();
            new Statements(maintenance).execute("revoke all on database %I from public", names.database());
        }
        try (Connection owner = TargetServer.connect(parts, names.database(), names.owner(), "former")) {
            new Statements(owner).execute("create table kept as select 1 as id");
        }
        assertThatThrownBy(() -> engine(program("exit 1")).destroy(desired, SILENT))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("pg_dump failed");
        TargetServer.connect(parts, names.database(), names.owner(), "former").close();
        PostgresqlEngine engine = engine(writing());
        engine.destroy(desired, SILENT);
        onlyDump(desired);
        assertThat(engine.observe(desired).state()).isEqualTo(State.ABSENT);
    }

    @Test
    void aDropThatFailsAfterTheDumpLeavesTheDatabaseOpen() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        PostgresqlEngine engine = engine(writing());
        List<Connection> administrators = new ArrayList<>();
        Progress somebodyComes = doing -> {
            if (doing.equals("drop the database")) {
                administrators.add(superuser((String) applied.outputs().get("database")));
            }
        };
        assertThatThrownBy(() -> engine.destroy(desired, somebodyComes)).isInstanceOf(PermanentFailure.class);
        for (Connection administrator : administrators) {
            administrator.close();
        }
        onlyDump(desired);
        assertThat(engine.observe(desired).asDesired()).isTrue();
        connect(applied, secret(applied)).close();

        engine.destroy(desired, SILENT);
        onlyDump(desired);
    }

    @Test
    void whatAKilledRunShutIsOpenedByTheNextApply() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        try (Connection maintenance = new Server(desired.target()).connect()) {
            Subject.of(desired, maintenance, Optional.empty())
                    .database()
                    .doors()
                    .shut();
        }
        assertThatThrownBy(() -> connect(applied, secret(applied))).hasMessageContaining("permission denied");

        engine(new DumpProgram("none", LONG)).apply(desired, SILENT);

        connect(applied, secret(applied)).close();
    }

    @Test
    void whatIsHalfDroppedIsPlannedAndMadeAnew() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        TargetServer.superuser(parts, "update pg_database set datconnlimit = -2 where datname = %L", (String)
                applied.outputs().get("database"));
        PostgresqlEngine engine = engine(new DumpProgram("none", LONG));

        assertThat(engine.plan(desired).resources())
                .filteredOn(planned -> planned.resource().type().equals("database"))
                .extracting(PlannedResource::change)
                .containsExactly(Change.CREATED);
        engine.apply(desired, SILENT);

        assertThat(engine.observe(desired).asDesired()).isTrue();
        connect(applied, secret(applied)).close();
    }

    /** As where an upgrade removes a component, goes back, and removes it in its next attempt again. */
    @Test
    void whatWasRemovedIsKeptAlsoWhereTheSameOperationRemovesItsSuccessor() throws Exception {
        DesiredComponent desired = desired(Map.of());
        filled(desired);
        engine(writing("first")).destroy(desired, SILENT);
        filled(desired);
        engine(writing("second")).destroy(desired, SILENT);
        List<String> kept = new ArrayList<>();
        for (String file : files()) {
            assertThat(file).startsWith(Dumps.prefix(desired)).endsWith(".dump");
            kept.add(Files.readString(dumps().resolve(file)).strip());
        }
        assertThat(kept).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void aDropThatWasBrokenOffIsFinishedWithoutADump() throws Exception {
        DesiredComponent desired = desired(Map.of());
        AppliedComponent applied = filled(desired);
        TargetServer.superuser(parts, "update pg_database set datconnlimit = -2 where datname = %L", (String)
                applied.outputs().get("database"));
        PostgresqlEngine engine =
                engine(new DumpProgram(directory.resolve("none").toString(), LONG));
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired).state()).isEqualTo(State.ABSENT);
    }

    private static void assertRemedy(PermanentFailure failure, String reason) {
        assertThat(failure.reason()).contains(reason);
        assertThat(failure.remedy()).contains("dump: false");
    }

    private void assertKept(PostgresqlEngine engine, DesiredComponent desired, AppliedComponent applied, String reason)
            throws SQLException {
        assertThatThrownBy(() -> engine.destroy(desired, SILENT))
                .isInstanceOfSatisfying(PermanentFailure.class, failure -> assertRemedy(failure, reason));
        try (Connection owner = connect(applied, secret(applied))) {
            assertThat(new Statements(owner).text("select id::text from kept")).contains("1");
        }
        assertThat(engine.observe(desired).asDesired()).isTrue();
    }

    private AppliedComponent filled(DesiredComponent desired) throws SQLException {
        AppliedComponent applied = engine(new DumpProgram("none", LONG)).apply(desired, SILENT);
        try (Connection owner = connect(applied, secret(applied))) {
            new Statements(owner).execute("create table kept as select 1 as id");
        }
        return applied;
    }

    private PostgresqlEngine engine(DumpProgram program) {
        return new PostgresqlEngine(secrets, Set.of("hstore"), new Dumps(true, program, Optional.of(dumps())));
    }

    private DumpProgram program(String body) throws IOException {
        return program(body, "pg_dump (PostgreSQL) 99.1");
    }

    private DumpProgram program(String body, String version) throws IOException {
        Path file = directory.resolve("pg_dump");
        Files.writeString(
                file, "#!/bin/sh\nif [ \"$1\" = --version ]; then echo '" + version + "'; exit; fi\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new DumpProgram(file.toString(), LONG);
    }

    private DumpProgram writing() throws IOException {
        return writing("data");
    }

    private DumpProgram writing(String content) throws IOException {
        return program(
                "for a in \"$@\"; do case \"$a\" in --file=*) echo " + content + " > \"${a#--file=}\";; esac; done");
    }

    /** Somebody whose sessions the provisioner may not end. */
    private String stranger() throws SQLException {
        String name = "stranger " + UUID.randomUUID();
        TargetServer.superuser(parts, "create role %I login password 'theirs'", name);
        return name;
    }

    private Connection superuser(String database) {
        try {
            return parts.superuserConnection(database);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private int connections(String database) throws SQLException {
        try (Connection superuser = parts.superuserConnection()) {
            return Integer.parseInt(new Statements(superuser)
                    .text("select count(*)::text from pg_stat_activity where datname = ?", database)
                    .orElseThrow());
        }
    }

    private DesiredComponent desired(Map<String, Object> inputs) {
        return Desired.component(Desired.stack("dumped"), "database", TargetServer.of(parts), inputs);
    }

    private Path dumps() {
        return directory.resolve("dumps");
    }

    /** The one file there is: no half dump, and no second one. */
    private Path onlyDump(DesiredComponent desired) throws IOException {
        assertThat(files())
                .singleElement(as(STRING))
                .startsWith(Dumps.prefix(desired))
                .endsWith(".dump");
        return dumps().resolve(files().get(0));
    }

    private List<String> files() throws IOException {
        if (!Files.exists(dumps())) {
            return List.of();
        }
        try (var files = Files.list(dumps())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private IssuedSecret secret(AppliedComponent applied) {
        return secrets.find((String) applied.outputs().get("secret")).orElseThrow();
    }

    private Connection connect(AppliedComponent applied, IssuedSecret secret) throws SQLException {
        return TargetServer.connect(
                parts, (String) applied.outputs().get("database"), secret.username(), secret.password());
    }
}
