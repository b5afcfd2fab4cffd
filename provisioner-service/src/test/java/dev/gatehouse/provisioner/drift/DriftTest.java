package dev.gatehouse.provisioner.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Checkout;
import dev.gatehouse.provisioner.EngineLock;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.drift.Observations.Outcome;
import dev.gatehouse.provisioner.drift.WatchRecords.Claim;
import dev.gatehouse.provisioner.drift.model.DriftPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real database and a real repository, changed behind the provisioner's back. */
@QuarkusTest
@RealParts
class DriftTest {
    private static final Map<String, Outcome> AS_MADE =
            Map.of("application", Outcome.AS_MADE, "database", Outcome.AS_MADE);

    private static final String DUE =
            "update drift_told set ask_at = now(), asked = regexp_replace(asked, '\"askAt\":\"[^\"]*\"',"
                    + " '\"askAt\":\"2026-01-01T00:00:00Z\"', 'g') where stack_id = ?";

    Parts parts;

    @Inject
    Watches watches;

    @Inject
    Observations observations;

    @Inject
    Closings closings;

    @Inject
    UnrepairedStacks unrepaired;

    @Inject
    DriftLoop loop;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "gatehouse.provisioner.drift.per-target")
    int perTarget;

    @TempDir
    Path scratch;

    private Stacks stacks;
    private Observing observing;
    private String repository;

    @BeforeEach
    void register() {
        stacks = new Stacks(parts);
        observing = new Observing(parts, watches, observations);
        Registry.postgresql(parts);
        repository = Registry.git(parts);
    }

    @Test
    void aChangedConnectionLimitIsToldOnceAndResolvedWhenItIsPutBack() throws Exception {
        String stack = ready(Events.stackRequested("limited", release("report")));
        String database = database(stack);
        assertThat(observing.look(stack)).isEqualTo(AS_MADE);
        assertThat(told(stack)).isEmpty();
        awaitMeasuredAsNoted();

        onTarget("alter database " + database + " connection limit 7");
        assertThat(observing.look(stack)).containsEntry("database", Outcome.DRIFTED);
        assertThat(observing.look(stack)).containsEntry("database", Outcome.DRIFTED);

        List<ObjectNode> told = awaitTold(stack, "DriftDetected", "StackDegraded");
        JsonNode detected = told.get(0).get("data");
        assertThat(detected.get("component").asText()).isEqualTo("database");
        assertThat(detected.get("state").asText()).isEqualTo("present");
        assertThat(detected.get("policy").asText()).isEqualTo("report");
        assertThat(detected.get("differences")).singleElement().satisfies(difference -> {
            assertThat(difference.get("desired").asText()).isEqualTo("20");
            assertThat(difference.get("live").asText()).isEqualTo("7");
            assertThat(difference.get("writer").isNull()).isTrue();
        });
        assertThat(told.get(1).at("/data/components/0").asText()).isEqualTo("database");
        assertThat(rows("drift", stack)).isEqualTo(1);
        awaitMeasuredAsNoted();

        onTarget("alter database " + database + " connection limit 20");
        assertThat(observing.look(stack)).isEqualTo(AS_MADE);
        awaitTold(stack, "DriftDetected", "StackDegraded", "DriftResolved", "StackRecovered");
        assertThat(rows("drift_told", stack)).isZero();
        assertThat(rows("drift", stack)).isZero();
        awaitMeasuredAsNoted();
    }

    /** The gauge of each policy tells as many components as are noted; other tests leave some, and the loop looks at them. */
    private void awaitMeasuredAsNoted() {
        await().untilAsserted(() -> {
            loop.measure();
            for (DriftPolicy policy : DriftPolicy.values()) {
                assertThat(meters.get("gatehouse.provisioner.drift.open")
                                .tag("policy", policy.label())
                                .gauge()
                                .value())
                        .isEqualTo(number("select count(*) from drift where policy = ?", policy.label()));
            }
        });
    }

    @Test
    void theLoopFindsByItselfWhatIsDue() throws Exception {
        String stack = ready(Events.stackRequested("looped", release("report")));
        onTarget("alter database " + database(stack) + " connection limit 7");
        loop.enrol();
        assertThat(rows("drift_watch", stack)).isEqualTo(2);
        observing.due(stack);

        loop.poll();

        awaitTold(stack, "DriftDetected", "StackDegraded");
        await().untilAsserted(() -> assertThat(number(
                        "select count(*) from drift_watch where stack_id = ? and failures = 0"
                                + " and next_at between now() + interval '7 minutes' and now() + interval '13 minutes'",
                        stack))
                .isEqualTo(2));
    }

    @Test
    void aDroppedRoleIsSeen() throws Exception {
        String stack = ready(Events.stackRequested("roleless", release("report")));
        String database = database(stack);
        onTarget(database, "drop owned by " + database + "_read cascade");
        onTarget("drop owned by " + database + "_read cascade");
        onTarget("drop role " + database + "_read");

        assertThat(observing.look(stack)).containsEntry("database", Outcome.DRIFTED);

        JsonNode differences =
                awaitTold(stack, "DriftDetected", "StackDegraded").get(0).at("/data/differences");
        assertThat(differences.findValuesAsText("field")).contains("role " + database + "_read");
    }

    @Test
    void aChangedFileIsToldWithItsWriterAndARepairIsAskedForAgainOnlyLater() throws Exception {
        String stack = ready(Events.stackRequested("edited", release("repair")));
        Checkout checkout = new Checkout(repository, scratch);
        checkout.change(path(stack), text -> text.replace("replicas: 2", "replicas: 9"));

        assertThat(observing.look(stack)).containsEntry("application", Outcome.DRIFTED);
        observing.look(stack);

        List<ObjectNode> told = awaitTold(stack, "DriftDetected", "RepairNeeded");
        JsonNode difference = told.get(0).at("/data/differences/0");
        assertThat(difference.get("field").asText()).isEqualTo("/spec/source/helm/valuesObject/replicas");
        assertThat(difference.get("desired").asText()).isEqualTo("2");
        assertThat(difference.get("live").asText()).isEqualTo("9");
        assertThat(difference.get("writer").asText()).isEqualTo("Eve <eve@example.org>");
        assertThat(told.get(1).at("/data/components/0").asText()).isEqualTo("application");
        assertThat(told.get(1).at("/data/generation").asInt()).isEqualTo(1);
        assertThat(told.get(1).at("/data/operationNumber").asInt()).isEqualTo(1);

        update(DUE, stack);
        observing.look(stack);
        observing.look(stack);
        awaitTold(stack, "DriftDetected", "RepairNeeded", "RepairNeeded");
        assertThat(number("select asks from drift_told where stack_id = ?", stack))
                .isEqualTo(2);

        checkout.change(path(stack), text -> text.replace("replicas: 9", "replicas: 2"));
        assertThat(observing.look(stack)).isEqualTo(AS_MADE);
        awaitTold(stack, "DriftDetected", "RepairNeeded", "RepairNeeded", "DriftResolved");
    }

    @Test
    void aRemovedFileDegradesTheStackAndOneWithAnothersLabelIsNotToBeRepaired() throws Exception {
        String stack = ready(Events.stackRequested("robbed", release("repair")));
        Checkout checkout = new Checkout(repository, scratch);
        checkout.change(path(stack), text -> text.replace(stack, "00000000-0000-4000-8000-000000000000"));
        assertThat(observing.look(stack)).containsEntry("application", Outcome.DRIFTED);
        List<ObjectNode> told = awaitTold(stack, "DriftDetected", "StackDegraded");
        assertThat(told.get(0).at("/data/state").asText()).isEqualTo("foreign");

        checkout.remove(path(stack));
        assertThat(observing.look(stack)).containsEntry("application", Outcome.DRIFTED);
        told = awaitTold(stack, "DriftDetected", "StackDegraded", "DriftDetected", "RepairNeeded");
        assertThat(told.get(2).at("/data/state").asText()).isEqualTo("absent");
        assertThat(told.get(2).at("/data/differences")).isEmpty();
    }

    /** Made again it would be empty, and look whole: whether that is wanted its owner says, and is told that it was so. */
    @Test
    void aDatabaseThatIsGoneIsNotRepairedUnasked() throws Exception {
        ObjectNode release = Events.templateReleased("drifting-database@1.0.0");
        Events.component(release, "database", "postgresql");
        ((ObjectNode) Events.data(release).get("components").get(0)).put("drift", "repair");
        ObjectNode request = Events.stackRequested("bereft", stacks.release(release));
        String stack = ready(request);
        String database = database(stack);
        onTarget("alter database " + database + " connection limit 7");
        observing.look(stack);
        List<ObjectNode> told = awaitTold(stack, "DriftDetected", "StackDegraded", "RepairNeeded");
        assertThat(told.get(0).at("/data/policy").asText()).isEqualTo("repair");

        onTarget("drop database " + database);
        update(DUE, stack);
        assertThat(observing.look(stack)).containsEntry("database", Outcome.DRIFTED);
        update(DUE, stack);
        observing.look(stack);
        unrepaired.askAgain();

        told = awaitTold(stack, "DriftDetected", "StackDegraded", "RepairNeeded", "DriftDetected");
        assertThat(told.get(3).at("/data/policy").asText()).isEqualTo("ask");
        assertThat(told.get(3).at("/data/differences").findValuesAsText("field"))
                .contains("database " + database);

        ObjectNode repair = Events.changeRequested(request, 2, 2, Events.parse("{}"));
        Events.data(repair).putArray("repair").add("database");
        stacks.request(repair);
        stacks.awaitOperation(stack, 2, "READY");
        ObjectNode ready = stacks.facts(stack).stream()
                .filter(fact -> Stacks.type(fact).equals("StackProvisioned"))
                .reduce((first, second) -> second)
                .orElseThrow();
        EventContract.check(ready.toString());
        assertThat(ready.at("/data/emptied")).extracting(JsonNode::asText).containsExactly("database");
    }

    @Test
    void nothingIsSeenWhileAnOperationHoldsTheStackAndWhatWasSeenBeforeIsDropped() throws Exception {
        ObjectNode request = Events.stackRequested("held", release("report"));
        String stack = ready(request);
        String database = database(stack);
        observing.look(stack);
        onTarget("alter database " + database + " connection limit 7");
        Claim claim = observing.claim(stack).stream()
                .filter(one -> one.component().equals("database"))
                .findFirst()
                .orElseThrow();
        try (EngineLock lock = EngineLock.of(parts, request, "database")) {
            stacks.request(Events.deletionRequested(request, 2, 2));
            lock.awaitEngine();

            assertThat(observations.observe(claim)).isEqualTo(Outcome.DISCARDED);
            assertThat(observing.claim(stack)).isEmpty();
            assertThat(told(stack)).isEmpty();
        }
        stacks.awaitState(stack, "DELETED");
        watches.enrol();
        assertThat(rows("drift_watch", stack)).isZero();
        assertThat(told(stack)).isEmpty();
    }

    @Test
    void theDriftOfADeletedStackIsForgottenWithoutAWord() throws Exception {
        ObjectNode request = Events.stackRequested("forgotten", release("report"));
        String stack = ready(request);
        onTarget("alter database " + database(stack) + " connection limit 7");
        observing.look(stack);
        awaitTold(stack, "DriftDetected", "StackDegraded");
        stacks.request(Events.deletionRequested(request, 2, 2));
        stacks.awaitState(stack, "DELETED");

        closings.close();

        assertThat(rows("drift", stack)).isZero();
        assertThat(rows("drift_told", stack)).isZero();
        awaitTold(stack, "DriftDetected", "StackDegraded");
    }

    @Test
    void ofAStackWhoseOperationFailedWhatStandsIsLookedAt() throws Exception {
        String stack = ready(Events.stackRequested("restored", release("report")));
        String first = stacks.get(stack).getString("operation.id");
        change(stack, "FAILED");

        assertThat(observing.claim(stack))
                .hasSize(2)
                .allMatch(claim ->
                        claim.operationNumber() == 2 && claim.operationId().equals(first));
        update("update component set state = 'PENDING' where name = 'database' and stack_id = ?", stack);
        assertThat(observing.claim(stack)).extracting(Claim::component).containsExactly("application");
        update("update component set state = 'READY' where stack_id = ?", stack);
        assertThat(observing.look(stack)).isEqualTo(AS_MADE);
        update(
                "update provisioning set order_document = replace(order_document, '\"change\"', '\"delete\"')"
                        + " where number = 2 and stack_id = ?",
                stack);
        update("update component set state = 'DESTROYED' where name = 'application' and stack_id = ?", stack);
        onTarget("alter database " + database(stack) + " connection limit 7");
        assertThat(observing.look(stack)).isEqualTo(Map.of("database", Outcome.DRIFTED));
    }

    /** It may have failed for what somebody had changed, and would be told as it was until the next look. */
    @Test
    void afterAnOperationThatFailedAllThatStandsIsLookedAtAtOnce() throws Exception {
        String stack = ready(Events.stackRequested("doubted", release("report")));
        String due = "select count(*) from drift_watch where next_at <= now() and stack_id = ?";
        watches.enrol();
        assertThat(number(due, stack)).isZero();
        onTarget("alter database " + database(stack) + " connection limit 7");

        change(stack, "FAILED");
        loop.enrol();
        assertThat(number(due, stack)).isEqualTo(2);
        update("update drift_target set spent_until = now() where ?::text is not null", stack);
        loop.poll();

        awaitTold(stack, "DriftDetected", "StackDegraded");
        watches.enrol();
        assertThat(number(due, stack)).isZero();
    }

    @Test
    void aStackThatNeverWasReadyIsNotLookedAt() throws Exception {
        String stack = ready(Events.stackRequested("undone", release("report")));
        update("update provisioning set state = 'FAILED' where stack_id = ?", stack);
        assertThat(observing.claim(stack)).isEmpty();
    }

    @Test
    void aRepairThatFailedHalfWayIsAskedForAgainWhenItIsTimeAndNeverWhileAnOperationRuns() throws Exception {
        String stack = ready(Events.stackRequested("halfway", release("repair")));
        Checkout checkout = new Checkout(repository, scratch);
        checkout.change(path(stack), text -> text.replace("replicas: 2", "replicas: 9"));
        observing.look(stack);
        awaitTold(stack, "DriftDetected", "RepairNeeded");
        change(stack, "FAILED");
        update("update component set state = 'PENDING' where name = 'application' and stack_id = ?", stack);

        assertThat(observing.look(stack)).isEqualTo(Map.of("database", Outcome.AS_MADE));
        unrepaired.askAgain();
        assertThat(told(stack)).hasSize(2);

        update(DUE, stack);
        update("update provisioning set finished_at = null where number = 2 and stack_id = ?", stack);
        unrepaired.askAgain();
        assertThat(told(stack)).hasSize(2);

        update("update provisioning set finished_at = now() where number = 2 and stack_id = ?", stack);
        unrepaired.askAgain();
        unrepaired.askAgain();
        JsonNode again = awaitTold(stack, "DriftDetected", "RepairNeeded", "RepairNeeded")
                .get(2)
                .get("data");
        assertThat(again.get("components")).singleElement().satisfies(name -> assertThat(name.asText())
                .isEqualTo("application"));
        assertThat(again.get("operationNumber").asInt()).isEqualTo(2);
        assertThat(again.get("generation").asInt()).isEqualTo(1);
        assertThat(number("select asks from drift_told where stack_id = ?", stack))
                .isEqualTo(2);
    }

    @Test
    void whatADeletionLeftHalfRemovedIsToBeRepairedOnceTheDeletionWasCancelledAndNotWhereItFailed() throws Exception {
        String stack = ready(Events.stackRequested("half-removed", release("repair")));
        Checkout checkout = new Checkout(repository, scratch);
        checkout.change(path(stack), text -> text.replace("replicas: 2", "replicas: 9"));
        observing.look(stack);
        awaitTold(stack, "DriftDetected", "RepairNeeded");
        change(stack, "FAILED");
        update(
                "update provisioning set failed_component = 'application', reason = 'away', remedy = 'Wait.',"
                        + " order_document = replace(order_document, '\"change\"', '\"delete\"')"
                        + " where number = 2 and stack_id = ?",
                stack);
        update("update component set state = 'REMOVING' where name = 'application' and stack_id = ?", stack);
        update(DUE, stack);

        unrepaired.askAgain();
        assertThat(told(stack)).hasSize(2);

        update("update provisioning set failed_component = null where number = 2 and stack_id = ?", stack);
        unrepaired.askAgain();
        JsonNode again = awaitTold(stack, "DriftDetected", "RepairNeeded", "RepairNeeded")
                .get(2)
                .get("data");
        assertThat(again.at("/components/0").asText()).isEqualTo("application");
        assertThat(again.get("operationNumber").asInt()).isEqualTo(2);
    }

    @Test
    void howOftenARepairWasAskedForIsRememberedForAWhileAfterItIsResolved() throws Exception {
        String stack = ready(Events.stackRequested("fought", release("repair")));
        Checkout checkout = new Checkout(repository, scratch);
        checkout.change(path(stack), text -> text.replace("replicas: 2", "replicas: 9"));
        observing.look(stack);
        checkout.change(path(stack), text -> text.replace("replicas: 9", "replicas: 2"));
        observing.look(stack);
        awaitTold(stack, "DriftDetected", "RepairNeeded", "DriftResolved");
        checkout.change(path(stack), text -> text.replace("replicas: 2", "replicas: 9"));
        observing.look(stack);
        awaitTold(stack, "DriftDetected", "RepairNeeded", "DriftResolved", "DriftDetected");

        checkout.change(path(stack), text -> text.replace("replicas: 9", "replicas: 2"));
        observing.look(stack);
        unrepaired.askAgain();
        assertThat(rows("drift_told", stack)).isEqualTo(1);
        update("update drift_told set ask_at = now() - interval '2 days' where stack_id = ?", stack);
        unrepaired.askAgain();
        assertThat(rows("drift_told", stack)).isZero();
    }

    @Test
    void afterAnOperationWhatHadDriftedIsLookedAtAtOnceAndWhatIsGoneHasNotDriftedAnyMore() throws Exception {
        String stack = ready(Events.stackRequested("changed", release("report")));
        onTarget("alter database " + database(stack) + " connection limit 7");
        observing.look(stack);
        String due = "select count(*) from drift_watch where next_at <= now() and stack_id = ?";
        watches.enrol();
        assertThat(number(due, stack)).isZero();

        change(stack, "READY");
        watches.enrol();
        assertThat(number(due, stack)).isEqualTo(1);
        assertThat(observing.look(stack)).containsEntry("database", Outcome.DRIFTED);
        watches.enrol();
        assertThat(number(due, stack)).isZero();

        update("update component set state = 'DESTROYED' where name = 'database' and stack_id = ?", stack);
        watches.enrol();
        closings.close();
        closings.close();
        awaitTold(stack, "DriftDetected", "StackDegraded", "DriftResolved", "StackRecovered");
        assertThat(rows("drift_watch", stack)).isEqualTo(1);
    }

    @Test
    void replicasThatClaimAtOnceLookAtEachComponentOnce() throws Exception {
        String stack = ready(Events.stackRequested("contended", release("report")));
        observing.due(stack);

        List<Claim> claims = Stream.generate(() -> CompletableFuture.supplyAsync(() -> watches.dueTargets().stream()
                        .flatMap(target -> watches.claim(target, 5).stream())
                        .toList()))
                .limit(8)
                .toList()
                .stream()
                .flatMap(each -> each.join().stream())
                .filter(claim -> claim.stackId().equals(stack))
                .toList();

        assertThat(claims).extracting(Claim::component).containsExactlyInAnyOrder("database", "application");
        Claim lost = claims.get(0);
        observing.claim(stack);
        onTarget("alter database " + database(stack) + " connection limit 7");
        claims.forEach(claim -> assertThat(observations.observe(claim)).isNotEqualTo(Outcome.DRIFTED));
        assertThat(number("select count(*) from drift where stack_id = ?", lost.stackId()))
                .isZero();
    }

    @Test
    void aTargetsAllowanceIsSharedByAllReplicas() throws Exception {
        String stack = ready(Events.stackRequested("paced", release("report")));
        observing.due(stack);
        update("update drift_target set spent_until = now() + interval '1 hour' where ?::text <> ''", stack);
        assertThat(watches.dueTargets()).contains("local-postgresql", "local-git");
        assertThat(watches.claim("local-postgresql", 5)).isEmpty();
        Duration look = Duration.ofMinutes(1).dividedBy(perTarget);
        await().untilAsserted(() -> {
            observing.due(stack);
            update("update drift_target set spent_until = now() + interval '1 second' where ?::text <> ''", stack);
            Instant before = spentUntil("local-postgresql");
            List<Claim> claims = watches.claim("local-postgresql", 5);
            assertThat(claims).extracting(Claim::stackId).contains(stack);
            assertThat(spentUntil("local-postgresql")).isAfterOrEqualTo(before.plus(look.multipliedBy(claims.size())));
        });
    }

    @Test
    void aTargetThatIsAwayIsNoDriftAndIsTriedAgainSoon() throws Exception {
        String stack = ready(Events.stackRequested("away", release("repair")));
        Path bare = Path.of(URI.create(repository).getPath());
        Path elsewhere = bare.resolveSibling(bare.getFileName() + ".away");
        Files.move(bare, elsewhere);
        try {
            assertThat(observing.look(stack)).containsEntry("application", Outcome.FAILED);
            assertThat(observing.look(stack)).containsEntry("application", Outcome.FAILED);
        } finally {
            Files.move(elsewhere, bare);
        }
        String failures = "select failures from drift_watch where component = 'application' and stack_id = ?";
        assertThat(number(failures, stack)).isEqualTo(2);
        assertThat(number(
                        "select count(*) from drift_watch where component = 'application' and stack_id = ?"
                                + " and next_at < now() + interval '1 minute'",
                        stack))
                .isEqualTo(1);
        assertThat(observing.look(stack)).isEqualTo(AS_MADE);
        assertThat(number(failures, stack)).isZero();
        assertThat(told(stack)).isEmpty();
    }

    /** A second operation of the stack that has ended so, and touched nothing. */
    private void change(String stack, String state) throws Exception {
        update(
                "insert into provisioning (operation_id, stack_id, number, team, order_document, attempt, state, outputs,"
                        + " accepted_at, progressed_at, checked_at, finished_at)"
                        + " select stack_id || '/2', stack_id, 2, team,"
                        + " replace(order_document, '\"provision\"', '\"change\"'), 1, '" + state
                        + "', outputs, now(), now(), now(), now() from provisioning where stack_id = ?",
                stack);
    }

    private void update(String statement, String stack) throws Exception {
        observing.update(statement, stack);
    }

    /** A database of the platform's, and an application of the developers' whose drift is treated so. */
    private String release(String policy) {
        ObjectNode release = Events.templateReleased("drifting-" + policy + "@1.0.0");
        Events.component(release, "database", "postgresql");
        Events.component(release, "application", "gitops").putObject("values").put("replicas", 2);
        ObjectNode application = (ObjectNode) ((ArrayNode) Events.data(release).get("components")).get(1);
        application.put("owner", "developer").put("drift", policy);
        return stacks.release(release);
    }

    private String ready(ObjectNode request) {
        String stack = stacks.request(request);
        stacks.awaitState(stack, "READY");
        return stack;
    }

    private String database(String stack) {
        return output(stack, "postgresql", "database");
    }

    private String path(String stack) {
        return output(stack, "gitops", "path");
    }

    private String output(String stack, String kind, String output) {
        JsonPath view = stacks.get(stack);
        return view.getString("components.find { it.kind == '" + kind + "' }.outputs." + output);
    }

    /** What was told of the stack after it was ready, without what its deletion tells, once it is exactly this. */
    private List<ObjectNode> awaitTold(String stack, String... types) {
        await().untilAsserted(
                        () -> assertThat(told(stack)).extracting(Stacks::type).containsExactly(types));
        List<ObjectNode> told = told(stack);
        told.forEach(fact -> EventContract.check(fact.toString()));
        return told;
    }

    private List<ObjectNode> told(String stack) {
        return stacks.facts(stack).stream()
                .filter(fact -> !fact.get("data").has("operation"))
                .toList();
    }

    private Instant spentUntil(String target) throws Exception {
        String micros = "select (extract(epoch from spent_until) * 1000000)::bigint from drift_target where target = ?";
        return Instant.EPOCH.plus(number(micros, target), ChronoUnit.MICROS);
    }

    private long rows(String table, String stack) throws Exception {
        return number("select count(*) from " + table + " where stack_id = ?", stack);
    }

    private long number(String query, String stack) throws Exception {
        try (Connection connection = parts.connection();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, stack);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void onTarget(String statement) throws Exception {
        onTarget("postgres", statement);
    }

    private void onTarget(String database, String statement) throws Exception {
        try (Connection superuser = parts.superuserConnection(database)) {
            superuser.createStatement().execute(statement);
        }
    }
}
