package dev.gatehouse.request.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TopicReader;
import dev.gatehouse.local.testing.TopicWriters;
import dev.gatehouse.request.Api;
import dev.gatehouse.request.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders by signed events, over a real broker. */
@QuarkusTest
class IntakeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    Parts parts;
    Api api;
    Orders orders;
    TopicReader letters;
    String template;

    @BeforeEach
    void open() throws Exception {
        api = new Api(parts);
        template = api.releasedTemplate();
        orders = Orders.withEllipticCurve(parts, Samples.name("billing"));
        register(orders, List.of("checkout"), 201);
        letters = new TopicReader(parts, "gatehouse.intake.v1.dlq");
    }

    @AfterEach
    void close() {
        orders.close();
        letters.close();
    }

    @Test
    void aSignedOrderMakesAStack() {
        String name = Samples.name("shop");

        orders.order(body(name, "checkout")).signed().send();

        awaitStacks(name, 1);
        api.as("dana")
                .get("/api/v1/stacks")
                .then()
                .body("items.find { it.name == '" + name + "' }.requestedBy", equalTo("producer:" + orders.name))
                .body("items.find { it.name == '" + name + "' }.phase", equalTo("REQUESTED"));
    }

    @Test
    void edwardsCurvesAreTakenTooAndAKeyMayBeReplaced() throws Exception {
        try (Orders rotated = Orders.withEdwardsCurve(parts, orders.name)) {
            register(rotated, List.of("checkout"), 200);
            String name = Samples.name("shop");
            rotated.order(body(name, "checkout")).signed().send();
            awaitStacks(name, 1);

            Orders.Order old =
                    orders.order(body(Samples.name("shop"), "checkout")).signed();
            old.send();
            // another kind of key than the signature's: it cannot even be tried
            awaitRefusal(old, "the signature cannot be verified");
        }
    }

    @Test
    void anEventThatComesTwiceMakesOneStack() {
        String name = Samples.name("shop");
        Orders.Order order = orders.order(body(name, "checkout")).signed();

        order.send();
        awaitStacks(name, 1);
        order.send();
        String next = Samples.name("shop");
        orders.order(body(next, "checkout")).signed().send();

        awaitStacks(next, 1);
        awaitStacks(name, 1);
        assertThat(letters.holding(name)).isEmpty();
    }

    @Test
    void anIdThatSomebodyElseUsedWithoutTheKeyIsStillFree() throws Exception {
        String name = Samples.name("shop");
        try (Orders thief = Orders.withEllipticCurve(parts, orders.name)) {
            Orders.Order forged =
                    thief.order(body(Samples.name("shop"), "checkout")).signed();
            forged.send();
            awaitRefusal(forged, "not by the producer's key");

            orders.order(body(name, "checkout"))
                    .with("id", forged.id())
                    .signed()
                    .send();
        }
        awaitStacks(name, 1);
    }

    @Test
    void anUnknownProducerIsRefused() throws Exception {
        try (Orders unknown = Orders.withEllipticCurve(parts, Samples.name("unknown"))) {
            Orders.Order order =
                    unknown.order(body(Samples.name("shop"), "checkout")).signed();
            order.send();

            awaitRefusal(order, "no producer is registered as " + unknown.name);
        }
    }

    @Test
    void aKeyIdOfAnotherProducerIsRefused() {
        Orders.Order order = orders.order(body(Samples.name("shop"), "checkout"));
        order.keyId = "somebody-else";
        order.signed().send();

        awaitRefusal(order, "kid");
    }

    @Test
    void whateverIsChangedAfterSigningBreaksTheSignature() {
        for (String attribute : List.of("id", "time", "data")) {
            String name = Samples.name("shop");
            Orders.Order order = orders.order(body(name, "checkout")).signed();
            switch (attribute) {
                case "id" -> order.with("id", "changed-" + order.id());
                case "time" -> order.with("time", Instant.now().minusSeconds(60).toString());
                default -> order.data = order.data.replace("checkout", "checkout ");
            }
            order.send();

            awaitRefusal(order, "not by the producer's key, or the event was changed");
        }
    }

    @Test
    void anEventWithoutASignatureOrWithAnUnusableOneIsRefused() {
        Orders.Order unsigned = orders.order(body(Samples.name("shop"), "checkout"));
        unsigned.send();
        awaitRefusal(unsigned, "not signed");

        String header = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String wrongType = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":1,\"kid\":5}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (String signature : List.of("nonsense", header + "..", wrongType + "..AAAA", "a.b.c")) {
            Orders.Order order =
                    orders.order(body(Samples.name("shop"), "checkout")).with("signature", signature);
            order.send();
            awaitRefusal(order, "signature");
        }
    }

    @Test
    void aTeamThatWasNotAllowedIsRefused() {
        Orders.Order order =
                orders.order(body(Samples.name("shop"), "payments")).signed();
        order.send();

        awaitRefusal(order, "may not order for team payments");
    }

    @Test
    void anEventThatIsTooOldOrFromTheFutureIsRefused() {
        Orders.Order old = orders.order(body(Samples.name("shop"), "checkout"))
                .with("time", Instant.now().minus(Duration.ofHours(25)).toString())
                .signed();
        Orders.Order early = orders.order(body(Samples.name("shop"), "checkout"))
                .with("time", Instant.now().plus(Duration.ofMinutes(10)).toString())
                .signed();
        old.send();
        early.send();

        awaitRefusal(old, "older than 24 hours");
        awaitRefusal(early, "from the future");
    }

    @Test
    void anOldOrderDoesNotBecomeYoungInStructuredMode() {
        String signedTime = Instant.now().minus(Duration.ofHours(30)).toString();
        Orders.Order old = orders.order(body(Samples.name("shop"), "checkout"))
                .with("time", signedTime)
                .signed();
        old.sendStructured(signedTime);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(letters.holding(old.id())).isNotEmpty());
    }

    @Test
    void anUnknownTypeIsRefused() {
        Orders.Order order = orders.order(body(Samples.name("shop"), "checkout"))
                .with("type", "dev.gatehouse.intake.StackDeleted.v1")
                .signed();
        order.send();

        awaitRefusal(order, "unknown type dev.gatehouse.intake.StackDeleted.v1");
    }

    @Test
    void anOrderThatWouldBeRefusedOverHttpIsRefusedWithTheSameReason() {
        String taken = Samples.name("shop");
        api.requestStack(template, taken, Map.of()).then().statusCode(202);
        Map<String, String> refusals = Map.of(
                body(taken, "checkout"),
                "name-taken",
                body(Samples.name("shop"), "checkout").replace(template, "nothing"),
                "unknown-template",
                body(Samples.name("shop"), "checkout").replace("{}", "{\"replicas\":99}"),
                "/parameters/replicas",
                body(Samples.name("shop"), "checkout").replace("name", "nome"),
                "/nome",
                body(Samples.name("shop"), "checkout").replace("{}", "{}, \"adopt\": [null]"),
                "/adopt/0",
                "{\"name\":",
                "the data is not JSON");

        refusals.forEach((data, reason) -> {
            Orders.Order order = orders.order(data).signed();
            order.send();
            awaitRefusal(order, reason);
        });
    }

    @Test
    void onlyProducersAreLetIn() {
        assertThat(TopicWriters.of(parts, "gatehouse.intake.v1")).containsExactly("producer");
    }

    @Test
    void aRefusedOrderMayBeRepeatedOnceItsReasonIsGone() {
        String name = Samples.name("shop");
        String later = Samples.name("later");
        Orders.Order order =
                orders.order(body(name, "checkout").replace(template, later)).signed();
        order.send();
        awaitRefusal(order, "unknown-template");

        api.release(Samples.webStack(later, "1.0.0")).then().statusCode(201);
        order.send();

        awaitStacks(name, 1);
    }

    @Test
    void aRecordThatIsNoEventDoesNotStopTheIntake() {
        String garbage = Samples.name("garbage");
        Orders.Order broken = orders.order(garbage);
        broken.attributes.clear();
        broken.send();
        String name = Samples.name("shop");
        orders.order(body(name, "checkout")).signed().send();

        awaitStacks(name, 1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(letters.holding(garbage)).isNotEmpty());
    }

    @Test
    void onlyPublicKeysOfKnownKindsAreRegistered() {
        for (Map<String, Object> key : List.of(
                orders.keyPair(),
                Map.<String, Object>of("kty", "oct", "k", "c2VjcmV0"),
                Map.<String, Object>of("kty", "EC", "crv", "P-256", "x", "AA", "y", "AA"),
                Map.<String, Object>of("nonsense", 1))) {
            api.as("pia")
                    .contentType(ContentType.JSON)
                    .body(Map.of("key", key, "teams", List.of("checkout")))
                    .put("/api/v1/producers/" + Samples.name("bad"))
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/key"));
        }
        api.as("pia")
                .get("/api/v1/producers/" + orders.name)
                .then()
                .statusCode(200)
                .body("key.kty", equalTo("EC"))
                .body("teams", equalTo(List.of("checkout")))
                .body("registeredBy", equalTo("pia"));
    }

    @Test
    void ofFirstRegistrationsAtTheSameTimeOneIsNewAndNoneFails() throws Exception {
        String name = Samples.name("ci");
        try (Orders producer = Orders.withEllipticCurve(parts, name)) {
            Map<String, Object> body = Map.of("key", producer.publicKey(), "teams", List.of("checkout"));
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.as("pia")
                            .contentType(ContentType.JSON)
                            .body(body)
                            .put("/api/v1/producers/" + name)
                            .statusCode()))
                    .toList();

            assertThat(answers)
                    .extracting(CompletableFuture::join)
                    .containsOnly(200, 201)
                    .containsOnlyOnce(201);
        }
    }

    private void register(Orders producer, List<String> teams, int status) {
        api.as("pia")
                .contentType(ContentType.JSON)
                .body(Map.of("key", producer.publicKey(), "teams", teams))
                .put("/api/v1/producers/" + producer.name)
                .then()
                .statusCode(status);
    }

    private String body(String name, String team) {
        return "{\"name\":\"%s\",\"team\":\"%s\",\"template\":\"%s\",\"parameters\":{}}"
                .formatted(name, team, template);
    }

    private void awaitStacks(String name, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> api.as("dana")
                .queryParam("limit", 200)
                .get("/api/v1/stacks")
                .then()
                .body("items.findAll { it.name == '" + name + "' }.size()", equalTo(count)));
    }

    private void awaitRefusal(Orders.Order order, String reason) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(letters.withHeader("ce_id", order.id()))
                .anySatisfy(letter -> {
                    assertThat(TopicReader.header(letter, "gatehouse-reason")).contains(reason);
                    assertThat(TopicReader.header(letter, "gatehouse-origin")).startsWith("gatehouse.intake.v1/");
                    assertThat(TopicReader.value(letter)).isEqualTo(order.data);
                }));
    }
}
