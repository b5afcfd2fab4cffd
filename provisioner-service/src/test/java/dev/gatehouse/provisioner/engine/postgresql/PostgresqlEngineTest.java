package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TargetPostgresql;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.StackIdentity;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import dev.gatehouse.provisioner.secret.model.Turn;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class PostgresqlEngineTest {
    private static final Progress SILENT = doing -> {};

    Parts parts;

    @Inject
    PostgresqlEngine engine;

    @Inject
    Secrets secrets;

    @Test
    void theOwnerHasADatabaseThatNobodyElseCanUse() throws SQLException {
        AppliedComponent applied = engine.apply(desired("shop", Map.of("connections", 7L)), SILENT);
        String database = (String) applied.outputs().get("database");
        try (Connection owner = owner(applied)) {
            execute(owner, "create table public.purchase (id int)");
            execute(owner, "insert into public.purchase values (1)");
        }
        execute(parts.superuserConnection(), "create role \"stranger of " + database + "\" login password 'x'");
        assertThatThrownBy(() -> connect(database, "stranger of " + database, "x"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database");
        assertThat(query("select datconnlimit::text from pg_database where datname = '" + database + "'"))
                .contains("7");
        assertThat(query("select rolpassword like 'SCRAM-SHA-256$%' and not rolsuper and not rolcreatedb and not"
                        + " rolcreaterole from pg_authid where rolname = '"
                        + applied.outputs().get("username") + "'"))
                .contains("t");
        assertThat(applied.outputs().toString()).doesNotContain(password(applied));
    }

    @Test
    void applyingAgainChangesNothing() throws SQLException {
        DesiredComponent desired = desired("again", Map.of());
        AppliedComponent first = engine.apply(desired, SILENT);
        try (Connection owner = owner(first)) {
            execute(owner, "create table kept (id int)");
        }
        AppliedComponent second = engine.apply(desired, SILENT);
        assertThat(second).isEqualTo(first);
        try (Connection owner = owner(first)) {
            execute(owner, "select * from kept");
        }
    }

    @Test
    void namesAreQuotedWhateverTheyHold() throws SQLException {
        DesiredComponent desired = Desired.component(
                Desired.stack("we\"ird'; drop role x; -- %I $1 \\ Ünï"), "data base", target(), Map.of("dump", false));
        AppliedComponent applied = engine.apply(desired, SILENT);
        try (Connection owner = owner(applied)) {
            execute(owner, "create table t (id int)");
        }
        assertThat(engine.apply(desired, SILENT)).isEqualTo(applied);
        assertThat(applied.outputs().get("database")).asString().contains("we\"ird'; drop");
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired)).isEqualTo(ObservedComponent.ABSENT);
    }

    @Test
    void runsAtTheSameTimeHaveTheEffectOfOne() throws Exception {
        DesiredComponent desired = desired("same", Map.of());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<AppliedComponent> run = () -> engine.apply(desired, SILENT);
            List<Future<AppliedComponent>> runs = threads.invokeAll(List.of(run, run, run, run));
            AppliedComponent first = runs.get(0).get();
            for (Future<AppliedComponent> each : runs) {
                assertThat(each.get()).isEqualTo(first);
            }
            owner(first).close();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRunGoesOnAfterACrashAtAnyStep() throws SQLException {
        DesiredComponent desired = desired("crash", Map.of());
        DatabaseNames names = DatabaseNames.of(desired.stack(), desired.name());
        String reference = desired.stack().id() + ".database.owner";
        SecretOwner owner = new SecretOwner(desired.stack().id(), "checkout", "database");
        String password = secrets.issue(reference, owner, new Turn(names.logins(Access.OWNER), 0))
                .password();
        try (Connection maintenance = new Server(target()).connect()) {
            Subject before = Subject.of(desired, maintenance, Optional.empty());
            before.roles().ensureGroup(names.owner());
            before.database().ensure();
        }
        assertThat(query("select shobj_description(oid, 'pg_database') is null from pg_database where datname = '"
                        + names.database() + "'"))
                .contains("t");

        AppliedComponent applied = engine.apply(desired, SILENT);

        assertThat(password(applied)).isEqualTo(password);
        owner(applied).close();
        assertThat(engine.observe(desired).asDesired()).isTrue();
    }

    @Test
    void aDatabaseUnderANameThatWasCutBeforeIsFoundAndItsSiblingHasItsOwn() throws SQLException {
        StackIdentity stack = Desired.stack("a-very-long-name-of-a-stack-as-people-give-them");
        DesiredComponent orders = Desired.component(stack, "orders", target(), Map.of("dump", false));
        DesiredComponent invoices = Desired.component(stack, "invoices", target(), Map.of("dump", false));
        DatabaseNames former = DatabaseNames.former(stack, orders.name()).orElseThrow();
        try (Connection maintenance = new Server(target()).connect()) {
            new Roles(maintenance, Marker.of(orders), "local").ensureGroup(former.owner());
        }

        AppliedComponent old = engine.apply(orders, SILENT);
        AppliedComponent sibling = engine.apply(invoices, SILENT);

        assertThat(old.outputs()).containsEntry("database", former.database());
        assertThat(sibling.outputs())
                .containsEntry("database", DatabaseNames.of(stack, "invoices").database());
        assertThat(engine.observe(orders).asDesired()).isTrue();
        engine.destroy(orders, SILENT);
        assertThat(query("select count(*)::text from pg_database where datname = '" + former.database() + "'"))
                .contains("0");
        assertThat(engine.apply(orders, SILENT).outputs())
                .containsEntry("database", DatabaseNames.of(stack, "orders").database());
        assertThat(engine.observe(invoices).asDesired()).isTrue();
    }

    @Test
    void whatIsNotThereIsSeenAlsoWhereTheInputsAreWrong() {
        DesiredComponent wrong = desired("wrong", Map.of("connections", "many"));
        engine.destroy(wrong, SILENT);
        assertThat(engine.observe(wrong)).isEqualTo(ObservedComponent.ABSENT);
    }

    @Test
    void aForeignDatabaseIsNeverTakenOver() throws SQLException {
        DesiredComponent desired = desired("foreign", Map.of());
        DatabaseNames names = DatabaseNames.of(desired.stack(), desired.name());
        execute(parts.superuserConnection(), "create database \"" + names.database() + "\"");
        assertThatThrownBy(() -> engine.apply(desired, SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("does not belong to this stack");
        assertThatThrownBy(() -> engine.destroy(desired, SILENT)).isInstanceOf(PermanentFailure.class);
        assertThat(engine.observe(desired)).isEqualTo(ObservedComponent.FOREIGN);
        assertThat(query("select count(*)::text from pg_roles where rolname = '" + names.owner() + "'"))
                .contains("0");
    }

    @Test
    void aForeignRoleIsNeverTakenOver() throws SQLException {
        DesiredComponent desired = desired("role", Map.of());
        DatabaseNames names = DatabaseNames.of(desired.stack(), desired.name());
        execute(parts.superuserConnection(), "create role \"" + names.owner() + "\" login password 'theirs'");
        assertThatThrownBy(() -> engine.apply(desired, SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("role " + names.owner());
        assertThatThrownBy(() -> engine.destroy(desired, SILENT)).isInstanceOf(PermanentFailure.class);
        connect("postgres", names.owner(), "theirs").close();
    }

    @Test
    void anEarlierOperationDoesNotReplaceALaterOne() {
        String id = java.util.UUID.randomUUID().toString();
        StackIdentity later = Desired.stack(id, "fenced", 2, 2);
        StackIdentity earlier = Desired.stack(id, "fenced", 1, 1);
        engine.apply(Desired.component(later, "database", target(), Map.of("connections", 9L)), SILENT);
        DesiredComponent late = Desired.component(earlier, "database", target(), Map.of("connections", 3L));
        assertThatThrownBy(() -> engine.apply(late, SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("later operation 2");
        assertThatThrownBy(() -> engine.destroy(late, SILENT)).isInstanceOf(PermanentFailure.class);
        assertThat(engine.observe(late).differences()).contains(new Difference("connections", "3", "9"));
    }

    @Test
    void whatTheOwnerLeavesInItsDatabaseNeverRunsWithTheProvisionersRights() throws SQLException {
        DesiredComponent desired = desired("trap", Map.of());
        AppliedComponent applied = engine.apply(desired, SILENT);
        String body = " language plpgsql as $$ begin insert into public.caught values (current_user); return ";
        try (Connection owner = owner(applied)) {
            execute(owner, "create table public.caught (who text)");
            execute(
                    owner,
                    "create function public.has_schema_privilege(text, text, text) returns boolean" + body
                            + "false; end $$");
            execute(
                    owner,
                    "create function public.format(text, variadic text[]) returns text" + body + "'select 1'; end $$");
            execute(
                    owner,
                    "alter database \"" + applied.outputs().get("database")
                            + "\" set search_path = public, pg_catalog");
        }
        engine.apply(desired, SILENT);
        assertThat(engine.observe(desired).asDesired()).isTrue();
        try (Connection owner = owner(applied)) {
            assertThat(new Statements(owner).text("select count(*)::text from public.caught"))
                    .contains("0");
        }
    }

    @Test
    void destroyingTwiceLeavesNothing() throws SQLException {
        DesiredComponent desired = desired("gone", Map.of());
        AppliedComponent applied = engine.apply(desired, SILENT);
        engine.destroy(desired, SILENT);
        engine.destroy(desired, SILENT);
        assertThat(engine.observe(desired)).isEqualTo(ObservedComponent.ABSENT);
        assertThat(query("select count(*)::text from pg_roles where rolname = '"
                        + applied.outputs().get("username") + "'"))
                .contains("0");
        assertThat(serviceQuery("select count(*)::text from secret where reference = '"
                        + applied.outputs().get("secret") + "'"))
                .contains("0");
    }

    @Test
    void whatSomebodyOpenedIsSeen() throws SQLException {
        DesiredComponent desired = desired("opened", Map.of());
        AppliedComponent applied = engine.apply(desired, SILENT);
        execute(
                parts.superuserConnection(),
                "grant connect on database \"" + applied.outputs().get("database") + "\" to public");
        assertThat(engine.observe(desired).differences())
                .containsExactly(new Difference("connect by public", "refused", "granted"));
    }

    @Test
    void inputsThatItDoesNotUnderstandAreRefused() {
        assertThatThrownBy(() -> engine.apply(desired("in", Map.of("connections", 0L)), SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("/connections");
        assertThatThrownBy(() -> engine.apply(desired("in", Map.of("connections", "7")), SILENT))
                .isInstanceOf(PermanentFailure.class);
        assertThatThrownBy(() -> engine.apply(desired("in", Map.of("conections", 7L)), SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("/conections");
    }

    @Test
    void aServerThatIsAwayOrRefusesThePasswordIsWaitedForAndAMissingCredentialIsNot() {
        TargetPostgresql server = parts.targetPostgresql();
        EngineTarget away = new EngineTarget("away", Map.of("host", server.host(), "port", 1), target().credential());
        EngineTarget wrong = new EngineTarget(
                "wrong", target().address(), Optional.of(new EngineTarget.Credential(server.username(), "wrong")));
        EngineTarget none = new EngineTarget("none-set", target().address(), Optional.empty());
        StackIdentity stack = Desired.stack("away");
        assertThatThrownBy(() -> engine.apply(Desired.component(stack, "database", away, Map.of()), SILENT))
                .isInstanceOf(TransientFailure.class);
        assertThatThrownBy(() -> engine.apply(Desired.component(stack, "database", wrong, Map.of()), SILENT))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("28P01");
        assertThatThrownBy(() -> engine.apply(Desired.component(stack, "database", none, Map.of()), SILENT))
                .isInstanceOfSatisfying(PermanentFailure.class, failure -> assertThat(failure.remedy())
                        .contains("gatehouse.targets.\"none-set\".username"));
    }

    private DesiredComponent desired(String stack, Map<String, Object> inputs) {
        return Desired.component(Desired.stack(stack), "database", target(), inputs);
    }

    private EngineTarget target() {
        TargetPostgresql server = parts.targetPostgresql();
        return new EngineTarget(
                "local",
                Map.of("host", server.host(), "port", server.port()),
                Optional.of(new EngineTarget.Credential(server.username(), server.password())));
    }

    private String password(AppliedComponent applied) {
        String reference = (String) applied.outputs().get("secret");
        return secrets.issue(reference, new SecretOwner(reference.split("\\.", 2)[0], "checkout", "database"), "any");
    }

    private Connection owner(AppliedComponent applied) throws SQLException {
        return connect(
                (String) applied.outputs().get("database"),
                (String) applied.outputs().get("username"),
                password(applied));
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        TargetPostgresql server = parts.targetPostgresql();
        String encoded = java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + encoded, user, password);
    }

    private Optional<String> query(String sql) throws SQLException {
        try (Connection superuser = parts.superuserConnection()) {
            return new Statements(superuser).text(sql);
        }
    }

    private Optional<String> serviceQuery(String sql) throws SQLException {
        try (Connection service = parts.connection()) {
            return new Statements(service).text(sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
