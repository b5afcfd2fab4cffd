package dev.gatehouse.provisioner.drift.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrphanReportTest {

    @Test
    void manyAreOneLineThatNamesSome() {
        List<Orphan> seven =
                IntStream.range(0, 7).mapToObj(i -> orphan("role" + i)).toList();

        assertThat(new OrphanReport("local-git", seven.subList(0, 1), 0).inWords())
                .isEqualTo("1 things on target local-git newly name a stack that is unknown or deleted:"
                        + " file role0 (stack s)");
        assertThat(new OrphanReport("local-git", seven, 3).inWords())
                .startsWith("7 things on target local-git")
                .contains("role4")
                .doesNotContain("role5")
                .endsWith(" and 2 more; and more than can be noted: 3 are left out");
        assertThat(new OrphanReport("local-git", List.of(), 0).isEmpty()).isTrue();
        assertThat(new OrphanReport("local-git", List.of(), 1).isEmpty()).isFalse();
    }

    @Test
    void aNameStartsNoLineOfItsOwnAndHidesNothing() {
        String words = new OrphanReport(
                        "local-git", List.of(orphan("a\nWARN forged\r\u001b[2K\u2028\u202eb" + "x".repeat(5000))), 0)
                .inWords();
        assertThat(words).contains("a?WARN forged??[2K??bxx").hasSizeLessThan(400);
    }

    private static Orphan orphan(String id) {
        return new Orphan(1, "local-git", "gitops", "file", id, "s", Instant.EPOCH, Instant.EPOCH);
    }
}
