package dev.gatehouse.messaging.inbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.Database;
import dev.gatehouse.messaging.Facts;
import dev.gatehouse.messaging.Topic;
import dev.gatehouse.messaging.event.EventIds;
import dev.gatehouse.messaging.note.Applied;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadLetterReplayTest {
    private static final String LETTERS = "/internal/dead-letters";

    Parts parts;

    @Inject
    Applied applied;

    private final Facts facts = new Facts("test.every.v1");
    private Database database;
    private Topic every;

    @BeforeEach
    void open() {
        database = new Database(parts);
        every = new Topic(parts, "test.every.v1");
    }

    @AfterEach
    void close() {
        every.close();
    }

    @Test
    void replayFillsTheGapAndAppliesWhatWaitedBehindIt() {
        every.send(facts.fact(1));
        String letter = rejected(2);
        every.send(facts.fact(3));
        every.send(facts.fact(4));
        await().untilAsserted(() -> assertThat(parked()).isEqualTo(2));

        applied.cure(facts.id(2));
        assertThat(replay(letter)).isEqualTo("APPLIED");

        assertThat(texts()).containsExactly("1", "rejected 2", "3", "4");
        assertThat(parked()).isZero();
        assertThat(stale()).isEqualTo("f");
    }

    @Test
    void replayTwiceChangesNothing() {
        String letter = rejected(1);
        applied.cure(facts.id(1));

        assertThat(replay(letter)).isEqualTo("APPLIED");
        assertThat(replay(letter)).isEqualTo("NOT_WAITING");

        assertThat(texts()).containsExactly("rejected 1");
        assertThat(replay(UUID.randomUUID().toString())).isEqualTo("NOT_WAITING");
    }

    @Test
    void replayThatFailsAgainLeavesTheLetterWaiting() {
        String letter = rejected(1);

        assertThat(replay(letter)).isEqualTo("FAILED");

        assertThat(texts()).isEmpty();
        assertThat(stale()).isEqualTo("t");
        applied.cure(facts.id(1));
        assertThat(replay(letter)).isEqualTo("APPLIED");
    }

    @Test
    void parkedFactThatIsRejectedInItsTurnBecomesDeadLetterAndTheNextGap() {
        every.send(facts.fact(2, "{\"text\":\"rejected 2\",\"reject\":\"not now\"}"));
        every.send(facts.fact(3));
        await().untilAsserted(() -> assertThat(parked()).isEqualTo(2));

        every.send(facts.fact(1));

        await().untilAsserted(() -> assertThat(letters()).hasSize(1));
        assertThat(texts()).containsExactly("1");
        assertThat(parked()).isEqualTo(1);
        applied.cure(facts.id(2));
        assertThat(replay(letters().get(0))).isEqualTo("APPLIED");
        assertThat(texts()).containsExactly("1", "rejected 2", "3");
    }

    @Test
    void olderStateThatIsReplayedAfterNewerOneIsOutdated() {
        Facts states = new Facts("test.latest.v1");
        every.send(states.fact(1, "{\"text\":\"old\",\"reject\":\"no\"}"));
        String letter =
                await().until(() -> lettersOf(states), ids -> ids.size() == 1).get(0);
        every.send(states.fact(2));
        await().untilAsserted(() -> assertThat(
                        database.column("select text from applied where aggregate = ?", states.aggregate))
                .containsExactly("2"));

        applied.cure(states.id(1));

        assertThat(replay(letter)).isEqualTo("OUTDATED");
        assertThat(database.column("select text from applied where aggregate = ?", states.aggregate))
                .containsExactly("2");
    }

    @Test
    void letterThatWasParkedByItsReplayAndFailsInItsTurnWaitsAgain() {
        String first = rejected(1);
        every.send(facts.fact(2, "{\"text\":\"rejected 2\",\"reject\":\"not now\"}"));
        await().untilAsserted(() -> assertThat(parked()).isEqualTo(1));
        String second = makeLetterOfParked();

        assertThat(replay(second)).isEqualTo("PARKED");
        applied.cure(facts.id(1));
        assertThat(replay(first)).isEqualTo("APPLIED");

        assertThat(texts()).containsExactly("rejected 1");
        assertThat(letters()).as("it failed in its turn and waits again").containsExactly(second);
        applied.cure(facts.id(2));
        assertThat(replay(second)).isEqualTo("APPLIED");
        assertThat(texts()).containsExactly("rejected 1", "rejected 2");
    }

    @Test
    void skippedLetterLetsTheAggregateGoOnWithoutIt() {
        String letter = rejected(1);
        every.send(facts.fact(2));
        every.send(facts.fact(3));
        await().untilAsserted(() -> assertThat(parked()).isEqualTo(2));

        assertThat(asked(letter, "skip")).isEqualTo("SKIPPED");

        assertThat(texts()).containsExactly("2", "3");
        assertThat(parked()).isZero();
        assertThat(stale()).isEqualTo("f");
        assertThat(database.column("select skipped_by from dead_letter where id = ?", UUID.fromString(letter)))
                .containsExactly("pia");
        assertThat(replay(letter)).isEqualTo("NOT_WAITING");
    }

    @Test
    void replayOfAllTakesPredecessorsFirst() {
        rejected(1);
        every.send(facts.fact(2, "{\"text\":\"rejected 2\",\"reject\":\"no\"}"));
        every.send(facts.fact(3));
        await().untilAsserted(() -> assertThat(parked()).isEqualTo(2));
        applied.cure(facts.id(1));
        applied.cure(facts.id(2));

        List<String> outcomes = asPlatformEngineer()
                .post(LETTERS + "/replay")
                .then()
                .statusCode(200)
                .extract()
                .path("outcome");

        assertThat(outcomes).contains("APPLIED");
        assertThat(texts()).containsExactly("rejected 1", "rejected 2", "3");
    }

    @Test
    void lettersAreListedWithReasonAndOrigin() {
        String letter = rejected(1);

        String find = "items.find { it.id == '" + letter + "' }.";
        var answer = asPlatformEngineer().get(LETTERS).then().statusCode(200).extract();
        assertThat(answer.<String>path(find + "reason")).isEqualTo("not now");
        assertThat(answer.<String>path(find + "topic")).isEqualTo("test.every.v1");
        assertThat(answer.<String>path(find + "aggregate")).isEqualTo(facts.aggregate);
        assertThat(answer.<Integer>path(find + "sequence")).isEqualTo(1);
        assertThat(answer.<String>path(find + "origin")).startsWith("test.every.v1/");

        applied.cure(facts.id(1));
        replay(letter);
        assertThat(asPlatformEngineer().get(LETTERS).then().extract().<List<String>>path("items.id"))
                .doesNotContain(letter);
        assertThat(asPlatformEngineer()
                        .queryParam("all", true)
                        .get(LETTERS)
                        .then()
                        .extract()
                        .<String>path(find + "replayedAt"))
                .endsWith("Z");
    }

    @Test
    void onlyPlatformEngineersSeeAndReplayLetters() {
        String letter = rejected(1);

        for (String path :
                List.of(LETTERS + "/replay", LETTERS + "/" + letter + "/replay", LETTERS + "/" + letter + "/skip")) {
            given().auth().oauth2(parts.token("dana")).post(path).then().statusCode(403);
            given().post(path).then().statusCode(401);
        }
        given().auth().oauth2(parts.token("dana")).get(LETTERS).then().statusCode(403);
        given().get(LETTERS).then().statusCode(401);
        assertThat(database.column("select replayed_at from dead_letter where id = ?", UUID.fromString(letter)))
                .containsExactly((String) null);
    }

    /** Turns the parked record into a letter, as if it had been unreadable when it arrived; answers its id. */
    private String makeLetterOfParked() {
        String origin = database.column(
                        "select topic || '/' || partition || '/' || \"offset\" from inbox_parked where aggregate = ?",
                        facts.aggregate)
                .get(0);
        UUID id = EventIds.derived("dead-letter", origin);
        database.execute("""
                with gone as (delete from inbox_parked where aggregate = ? returning *)
                insert into dead_letter
                    (id, topic, partition, "offset", key, headers, value, reason, source, aggregate, sequence)
                select ?, topic, partition, "offset", key, headers, value, 'unreadable', source, aggregate, sequence
                from gone
                """, facts.aggregate, id);
        database.execute("update inbox_mark set parked = 0 where aggregate = ?", facts.aggregate);
        return id.toString();
    }

    private String rejected(int sequence) {
        every.send(facts.fact(sequence, "{\"text\":\"rejected " + sequence + "\",\"reject\":\"not now\"}"));
        return await().until(() -> lettersOf(facts), ids -> ids.size() == 1).get(0);
    }

    private RequestSpecification asPlatformEngineer() {
        return given().auth().oauth2(parts.token("pia"));
    }

    private String replay(String letter) {
        return asked(letter, "replay");
    }

    private String asked(String letter, String action) {
        return asPlatformEngineer()
                .post(LETTERS + "/" + letter + "/" + action)
                .then()
                .statusCode(200)
                .extract()
                .path("outcome");
    }

    private List<String> letters() {
        return lettersOf(facts);
    }

    private List<String> lettersOf(Facts of) {
        return database.column("select id from dead_letter where aggregate = ? and replayed_at is null", of.aggregate);
    }

    private List<String> texts() {
        return database.column("select text from applied where aggregate = ? order by position", facts.aggregate);
    }

    private long parked() {
        return database.count("select count(*) from inbox_parked where aggregate = ?", facts.aggregate);
    }

    private String stale() {
        return database.column("select stale from inbox_mark where aggregate = ?", facts.aggregate)
                .get(0);
    }
}
