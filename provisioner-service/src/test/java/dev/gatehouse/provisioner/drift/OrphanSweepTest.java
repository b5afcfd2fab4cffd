package dev.gatehouse.provisioner.drift;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.Checkout;
import dev.gatehouse.provisioner.EngineLock;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.MarkedResource;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.target.model.Target;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Things with a mark on a real server and in a real repository. */
@QuarkusTest
@RealParts
class OrphanSweepTest {
    Parts parts;

    @Inject
    OrphanSweep sweep;

    @Inject
    OrphanRecords records;

    @Inject
    TargetRecords targets;

    @Inject
    BlockingBridge bridge;

    @Inject
    MeterRegistry meters;

    @TempDir
    Path scratch;

    private Stacks stacks;
    private String repository;

    @BeforeEach
    void register() {
        stacks = new Stacks(parts);
        Registry.postgresql(parts);
        repository = Registry.git(parts);
    }

    @Test
    void aRoleOfAnUnknownStackIsReportedAfterTwoSweepsAndTheGraceAndStaysWhereItIs() throws Exception {
        String unknown = UUID.randomUUID().toString();
        String role = "orphaned_" + unknown.substring(0, 8);
        onTarget("create role " + role);
        onTarget("comment on role " + role + " is 'gatehouse stack=" + unknown + " component=database operation=1'");
        try {
            sweep("local-postgresql");
            age(unknown);
            assertThat(listed(unknown)).isEmpty();
            sweep("local-postgresql");

            assertThat(listed(unknown)).singleElement().satisfies(orphan -> {
                assertThat(orphan).containsEntry("target", "local-postgresql").containsEntry("kind", "postgresql");
                assertThat(orphan).containsEntry("type", "role").containsEntry("id", role);
            });
            assertThat(onTargetExists("select from pg_roles where rolname = '" + role + "'"))
                    .isTrue();
        } finally {
            onTarget("drop role " + role);
        }
        sweep("local-postgresql");
        assertThat(listed(unknown)).isEmpty();
    }

    @Test
    void whatIsReportedIsMeasuredByTargetAndNoLongerOnceItIsGone() throws Exception {
        String own = parts.gitRepository();
        Target target = new Target(
                "measured-git", "git", Map.of("url", own, "branch", "main"), List.of(), "pia", Instant.EPOCH);
        String unknown = UUID.randomUUID().toString();
        Checkout checkout = new Checkout(own, scratch);
        String path = "stacks/checkout/measured/left.yaml";
        checkout.write(path, "metadata: {labels: {gatehouse.dev/stack: " + unknown + "}}\n");
        assertThat(measuredAfterASweepOf(target)).isEmpty();
        age(unknown);
        assertThat(measuredAfterASweepOf(target)).containsExactly(1.0);
        checkout.remove(path);
        assertThat(measuredAfterASweepOf(target)).isEmpty();
    }

    private List<Double> measuredAfterASweepOf(Target target) {
        sweep.sweep(target);
        sweep.measure();
        return meters.find("gatehouse.provisioner.orphans").tag("target", target.name()).gauges().stream()
                .map(Gauge::value)
                .toList();
    }

    @Test
    void everyDueTargetIsSweptOnceInAnInterval() throws Exception {
        String unknown = UUID.randomUUID().toString();
        String role = "due_" + unknown.substring(0, 8);
        onTarget("create role " + role);
        onTarget("comment on role " + role + " is 'gatehouse stack=" + unknown + " component=database operation=1'");
        try {
            update("update drift_target set sweep_at = now() where ?::text <> ''", unknown);
            sweep.sweepDue();
            sweep.sweepDue();
            assertThat(suspected(unknown)).isEqualTo(1);
            age(unknown);
            sweep.sweepDue();
            assertThat(listed(unknown)).isEmpty();
            update("update drift_target set sweep_at = now() where ?::text <> ''", unknown);
            sweep.sweepDue();
            assertThat(listed(unknown)).hasSize(1);
        } finally {
            onTarget("drop role " + role);
        }
    }

    @Test
    void whatIsYoungerThanTheGraceIsNotReported() throws Exception {
        String unknown = UUID.randomUUID().toString();
        String role = "young_" + unknown.substring(0, 8);
        onTarget("create role " + role);
        onTarget("comment on role " + role + " is 'gatehouse stack=" + unknown + " component=database operation=1'");
        try {
            sweep("local-postgresql");
            sweep("local-postgresql");
            sweep("local-postgresql");
            assertThat(listed(unknown)).isEmpty();
        } finally {
            onTarget("drop role " + role);
        }
    }

    @Test
    void aCopiedFileIsReportedAndTheStackItWasCopiedFromIsNot() throws Exception {
        String stack = ready(Events.stackRequested("copied", release()));
        String path = stacks.get(stack).getString("components.find { it.kind == 'gitops' }.outputs.path");
        String unknown = UUID.randomUUID().toString();
        Checkout checkout = new Checkout(repository, scratch);
        String copy = "stacks/checkout/copied/copy.yaml";
        checkout.copy(path, copy, text -> text.replace(stack, unknown));

        sweep("local-git");
        age(unknown);
        sweep("local-git");
        sweep("local-postgresql");
        age(stack);
        sweep("local-postgresql");

        assertThat(listed(unknown)).singleElement().satisfies(orphan -> assertThat(orphan)
                .containsEntry("type", "file")
                .containsEntry("id", copy));
        assertThat(listed(stack)).isEmpty();
        assertThat(suspected(stack)).isZero();
        checkout.remove(copy);
        sweep("local-git");
        assertThat(listed(unknown)).isEmpty();
    }

    @Test
    void whatIsBeingMadeOrRemovedIsNoOrphanAndWhatADeletedStackLeftIs() throws Exception {
        ObjectNode request = Events.stackRequested("leaving", release());
        String stack = request.get("subject").asText();
        try (EngineLock lock = EngineLock.of(parts, request, "database")) {
            stacks.request(request);
            lock.awaitEngine();
            sweep("local-git");
            sweep("local-postgresql");
            assertThat(suspected(stack)).isZero();
        }
        JsonPath view = stacks.awaitState(stack, "READY");
        String owner = view.getString("components.find { it.kind == 'postgresql' }.outputs.database") + "_owner";
        try (EngineLock lock = EngineLock.of(parts, request, "database")) {
            stacks.request(Events.deletionRequested(request, 2, 2));
            lock.awaitEngine();
            sweep("local-postgresql");
            assertThat(suspected(stack)).isZero();
        }
        stacks.awaitState(stack, "DELETED");
        // as a server that was put back to an older backup would have it
        onTarget("create role " + owner);
        onTarget("comment on role " + owner + " is 'gatehouse stack=" + stack + " component=database operation=1'");
        try {
            sweep("local-postgresql");
            age(stack);
            sweep("local-postgresql");
            assertThat(listed(stack)).singleElement().satisfies(orphan -> assertThat(orphan)
                    .containsEntry("id", owner));
        } finally {
            onTarget("drop role " + owner);
        }
    }

    /** A mark is a text that anybody who may write there can put on as much as they like. */
    @Test
    void noMoreAreNotedThanCanBeLookedAtAndOnesThatWereNotedStay() throws Exception {
        String unknown = UUID.randomUUID().toString();
        assertThat(note(unknown, IntStream.range(2, 4))).isZero();

        assertThat(note(unknown, IntStream.range(0, OrphanRecords.MOST + 3))).isEqualTo(3);
        assertThat(suspected(unknown)).isEqualTo(OrphanRecords.MOST);
        assertThat(note(unknown, IntStream.range(1, OrphanRecords.MOST + 3))).isEqualTo(2);

        assertThat(note(unknown, IntStream.of(2, 3))).isZero();
        age(unknown);
        assertThat(note(unknown, IntStream.of(2, 3))).isZero();
        assertThat(suspected(unknown)).isEqualTo(2);
        assertThat(sweeps(unknown)).isEqualTo(5);
        assertThat(note(unknown, IntStream.empty())).isZero();
        assertThat(suspected(unknown)).isZero();
    }

    @Test
    void aTargetThatItsCredentialIsNotMeantForIsNotLookedAt() throws Exception {
        String stack = ready(Events.stackRequested("bound", release()));
        String path = stacks.get(stack).getString("components.find { it.kind == 'gitops' }.outputs.path");
        String unknown = UUID.randomUUID().toString();
        Checkout checkout = new Checkout(repository, scratch);
        String copy = "stacks/checkout/bound/copy.yaml";
        checkout.copy(path, copy, text -> text.replace(stack, unknown));
        Map<String, Object> address = Map.of("url", repository, "branch", "main");

        sweep.sweep(new Target("bound-git", "git", address, List.of(), "pia", Instant.EPOCH));
        assertThat(suspected(unknown)).isZero();
        sweep("local-git");
        assertThat(suspected(unknown)).isEqualTo(1);

        checkout.remove(copy);
        sweep("local-git");
    }

    @Test
    void ofReplicasThatSweepAtOnceOneTakesEachTarget() {
        Instant now = Instant.now().plus(Duration.ofDays(1));
        List<Optional<String>> claims = Stream.generate(() -> CompletableFuture.supplyAsync(() -> bridge.inTransaction(
                        session -> records.claim(session, Set.of("local-git"), now, now.plus(Duration.ofHours(1))))))
                .limit(6)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(claims.stream().flatMap(Optional::stream)).containsExactly("local-git");
    }

    @Test
    void onlyPlatformEngineersSeeThem() {
        given().get("/api/v1/provisioning/orphans").then().statusCode(401);
        for (String user : List.of("dana", "otis")) {
            given().auth()
                    .oauth2(parts.token(user))
                    .get("/api/v1/provisioning/orphans")
                    .then()
                    .statusCode(403);
        }
        given().auth()
                .oauth2(parts.token("pia"))
                .get("/api/v1/provisioning/orphans?limit=1")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(parts.token("pia"))
                .get("/api/v1/provisioning/orphans?cursor=first")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/cursor"));
    }

    /** Notes files with long names, numbered so, that name a stack. */
    private long note(String stack, IntStream numbers) {
        String path = "stacks/" + "x".repeat(300) + "/";
        List<MarkedResource> found = numbers.mapToObj(
                        number -> new MarkedResource(new Resource("file", path + number), stack))
                .toList();
        return bridge.inTransaction(session -> records.note(session, "flooded", "gitops", found, Instant.now()));
    }

    private int sweeps(String stack) throws Exception {
        return number("select max(sweeps) from orphan where stack_id = ?", stack);
    }

    private String release() {
        ObjectNode release = Events.templateReleased("orphaning@1.0.0");
        Events.component(release, "application", "gitops").putObject("values").put("replicas", 2);
        Events.component(release, "database", "postgresql", "application");
        return stacks.release(release);
    }

    private String ready(ObjectNode request) {
        String stack = stacks.request(request);
        stacks.awaitState(stack, "READY");
        return stack;
    }

    private void sweep(String target) {
        Target registered =
                bridge.read(session -> targets.find(session, target)).orElseThrow();
        sweep.sweep(registered);
    }

    /** What is suspected of a stack was first seen so long ago that the grace is over. */
    private void age(String stack) throws Exception {
        update("update orphan set first_seen = first_seen - interval '2 hours' where stack_id = ?", stack);
    }

    private void update(String statement, String value) throws Exception {
        try (Connection connection = parts.connection();
                PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, value);
            update.executeUpdate();
        }
    }

    private int suspected(String stack) throws Exception {
        return number("select count(*) from orphan where stack_id = ?", stack);
    }

    private int number(String query, String stack) throws Exception {
        try (Connection connection = parts.connection();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, stack);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** What platform engineers are shown of a stack, through all pages. */
    private List<Map<String, Object>> listed(String stack) {
        List<Map<String, Object>> found = new ArrayList<>();
        String cursor = "0";
        while (cursor != null) {
            JsonPath page = given().auth()
                    .oauth2(parts.token("pia"))
                    .get("/api/v1/provisioning/orphans?limit=20&cursor=" + cursor)
                    .jsonPath();
            page.<Map<String, Object>>getList("items").stream()
                    .filter(orphan -> stack.equals(orphan.get("stackId")))
                    .forEach(found::add);
            cursor = page.getString("next");
        }
        return found;
    }

    private void onTarget(String statement) throws Exception {
        try (Connection superuser = parts.superuserConnection("postgres")) {
            superuser.createStatement().execute(statement);
        }
    }

    private boolean onTargetExists(String query) throws Exception {
        try (Connection superuser = parts.superuserConnection("postgres");
                ResultSet row = superuser.createStatement().executeQuery(query)) {
            return row.next();
        }
    }
}
