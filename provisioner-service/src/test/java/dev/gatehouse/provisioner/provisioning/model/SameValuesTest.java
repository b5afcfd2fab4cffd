package dev.gatehouse.provisioner.provisioning.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SameValuesTest {

    @Test
    void aNumberIsTheSameWhateverItsType() {
        assertThat(SameValues.same(Map.of("a", List.of(5L, 1.50)), Map.of("a", List.of(5, 1.5))))
                .isTrue();
        assertThat(SameValues.same(5L, 6)).isFalse();
        assertThat(SameValues.same(5, "5")).isFalse();
    }

    @Test
    void mapsHaveNoOrderAndListsHaveOne() {
        assertThat(SameValues.same(Map.of("a", 1, "b", 2), Map.of("b", 2, "a", 1)))
                .isTrue();
        assertThat(SameValues.same(List.of(1, 2), List.of(2, 1))).isFalse();
        assertThat(SameValues.same(List.of(1), List.of(1, 2))).isFalse();
        assertThat(SameValues.same(Map.of("a", 1), Map.of())).isFalse();
    }

    @Test
    void nothingIsTheSameAsNothingOnly() {
        assertThat(SameValues.same(null, null)).isTrue();
        assertThat(SameValues.same(Arrays.asList((Object) null), Arrays.asList((Object) null)))
                .isTrue();
        assertThat(SameValues.same(null, "")).isFalse();
        assertThat(SameValues.same("", null)).isFalse();
    }
}
