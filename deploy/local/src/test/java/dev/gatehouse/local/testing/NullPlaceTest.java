package dev.gatehouse.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class NullPlaceTest {
    private final List<NullPlace> places = NullPlace.of("StackRequested");

    @Test
    void membersElementsAndEntriesAreFoundWhereTheContractAllowsNoNull() {
        assertThat(places)
                .extracting(NullPlace::pointer)
                .contains("", "/team", "/template/name", "/adopt", "/adopt/0", "/labels/cost-centre", "/labels/another")
                .doesNotContain("/parameters/replicas", "/another", "/operation/another");
    }

    @Test
    void eachHasItsNullAndNothingElseIsTouched() {
        JsonNode number = place("/operation/number").data();
        assertThat(number.at("/operation/number").isNull()).isTrue();
        assertThat(number.at("/team").asText()).isEqualTo("checkout");
        assertThat(place("/operation/number").without().at("/operation/number").isMissingNode())
                .isTrue();
        assertThat(place("/adopt/0").data().at("/adopt").toString()).isEqualTo("[null]");
        assertThat(place("").data().isNull()).isTrue();
    }

    private NullPlace place(String pointer) {
        return places.stream()
                .filter(place -> place.pointer().equals(pointer))
                .findFirst()
                .orElseThrow();
    }
}
