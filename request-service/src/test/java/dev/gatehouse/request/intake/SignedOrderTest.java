package dev.gatehouse.request.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.request.intake.model.SignedOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignedOrderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void theSignatureCoversTheAttributesAsWrittenAndTheData() {
        SignedOrder order = new SignedOrder(
                "id-1",
                "/producers/billing",
                "dev.gatehouse.intake.StackOrdered.v1",
                "2026-11-22T12:00:00.000+00:00",
                "{}".getBytes(StandardCharsets.UTF_8),
                "x");

        assertThat(new String(order.signedContent(), StandardCharsets.UTF_8))
                .isEqualTo("id-1\n/producers/billing\ndev.gatehouse.intake.StackOrdered.v1\n"
                        + "2026-11-22T12:00:00.000+00:00\n"
                        + "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }

    @Test
    void timeIsJudgedToTheSecond() {
        assertThat(at("2026-11-21T12:00:00Z").timeFault(NOW)).isEmpty();
        assertThat(at("2026-11-21T11:59:59Z").timeFault(NOW)).get().asString().contains("older than 24 hours");
        assertThat(at("2026-11-22T12:05:00Z").timeFault(NOW)).isEmpty();
        assertThat(at("2026-11-22T13:05:01+01:00").timeFault(NOW))
                .get()
                .asString()
                .contains("future");
    }

    @Test
    void withoutAReadableTimeInBinaryModeAnEventIsNotTaken() {
        assertThat(at(null).formFault()).get().asString().contains("binary mode");
        assertThat(at("yesterday").formFault()).get().asString().contains("RFC 3339");
        assertThat(at("2026-11-22T12:00:00Z").formFault()).isEmpty();
    }

    @Test
    void onlyASourceThatNamesAProducerIsTaken() {
        assertThat(from("/producers/billing").producer()).hasValue("billing");
        assertThat(from("/producers/").formFault()).isPresent();
        assertThat(from("/request-service").formFault()).isPresent();
        assertThat(from("/producers/a\nb").formFault()).isPresent();
    }

    @Test
    void anIdHoldsNoControlCharacter() {
        for (String id : List.of("a\u0000", "a\nb", "\u007f")) {
            assertThat(new SignedOrder(
                                    id,
                                    "/producers/billing",
                                    "dev.gatehouse.intake.StackOrdered.v1",
                                    "2026-11-22T12:00:00Z",
                                    new byte[0],
                                    "x")
                            .formFault())
                    .get()
                    .asString()
                    .contains("control character");
        }
    }

    @Test
    void idsOfOrderedStacksAreTheSameEachTimeAndVersion5() {
        assertThat(OrderedStack.id("billing", "1"))
                .isEqualTo(OrderedStack.id("billing", "1"))
                .isNotEqualTo(OrderedStack.id("billing", "2"))
                .isNotEqualTo(OrderedStack.id("other", "1"));
        assertThat(OrderedStack.id("billing", "1").version()).isEqualTo(5);
        assertThat(OrderedStack.id("billing", "1").variant()).isEqualTo(2);
    }

    private static SignedOrder at(@Nullable String time) {
        return order("/producers/billing", time);
    }

    private static SignedOrder from(String source) {
        return order(source, "2026-11-22T12:00:00Z");
    }

    private static SignedOrder order(String source, @Nullable String time) {
        return new SignedOrder("id-1", source, "dev.gatehouse.intake.StackOrdered.v1", time, new byte[0], "x");
    }
}
