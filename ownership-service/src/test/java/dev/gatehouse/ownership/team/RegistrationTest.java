package dev.gatehouse.ownership.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.ownership.team.Registration.Outcome;
import dev.gatehouse.ownership.team.model.Contact;
import dev.gatehouse.ownership.team.model.Team;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RegistrationTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Contact CONTACT = new Contact("checkout@example.com", null);
    private static final Team KNOWN =
            new Team("checkout", "Checkout", CONTACT, 3, "pia", Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void anUnknownTeamIsRegisteredAtRevisionOne() {
        Registration registration = Teams.decide(Optional.empty(), asks("Checkout", OptionalLong.empty()), NOW);

        assertThat(registration)
                .isEqualTo(
                        new Registration(new Team("checkout", "Checkout", CONTACT, 1, "ada", NOW), Outcome.REGISTERED));
    }

    @Test
    void anotherTitleIsTheNextRevisionInTheNameOfWhoAsked() {
        Registration registration = Teams.decide(Optional.of(KNOWN), asks("Check-out", OptionalLong.empty()), NOW);

        assertThat(registration)
                .isEqualTo(
                        new Registration(new Team("checkout", "Check-out", CONTACT, 4, "ada", NOW), Outcome.CHANGED));
    }

    @Test
    void whatIsKnownAlreadyChangesNothing() {
        Registration registration = Teams.decide(Optional.of(KNOWN), asks("Checkout", OptionalLong.empty()), NOW);

        assertThat(registration).isEqualTo(new Registration(KNOWN, Outcome.UNCHANGED));
    }

    @Test
    void anotherRevisionThanExpectedIsRefused() {
        assertThatThrownBy(() -> Teams.decide(Optional.of(KNOWN), asks("Check-out", OptionalLong.of(2)), NOW))
                .isInstanceOf(StaleRevision.class)
                .hasMessageContaining("at revision 3, not 2");
        assertThatThrownBy(() -> Teams.decide(Optional.empty(), asks("Checkout", OptionalLong.of(1)), NOW))
                .isInstanceOf(StaleRevision.class)
                .hasMessageContaining("at revision 0, not 1");
    }

    @Test
    void theExpectedRevisionIsChanged() {
        Registration registration = Teams.decide(Optional.of(KNOWN), asks("Check-out", OptionalLong.of(3)), NOW);

        assertThat(registration.outcome()).isEqualTo(Outcome.CHANGED);
    }

    private static RegisterTeam asks(String title, OptionalLong expected) {
        return new RegisterTeam("checkout", title, CONTACT, expected, "ada");
    }
}
