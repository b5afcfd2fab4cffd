package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdoptionTest {
    private static final Marker OURS = new Marker("stack-1", "database", 3);
    private static final Marker THEIRS = new Marker("stack-2", "database", 3);

    @Test
    void aPlainDatabaseWhoseOwnerWeAdministerIsAdopted() {
        assertThat(refusal("legacy", Optional.empty(), false, List.of(), List.of(), true))
                .isEmpty();
    }

    @Test
    void whatIsOursAlreadyIsAdoptedAgain() {
        assertThat(refusal(
                        "legacy", Optional.of(new Marker("stack-1", "database", 1)), false, List.of(), List.of(), true))
                .isEmpty();
    }

    @Test
    void everyOtherReasonRefuses() {
        assertThat(refusal("legacy", Optional.of(THEIRS), false, List.of(), List.of(), true))
                .isPresent();
        assertThat(refusal("legacy", Optional.empty(), true, List.of(), List.of(), true))
                .isPresent();
        assertThat(refusal("provisioner", Optional.empty(), false, List.of(), List.of(), true))
                .isPresent();
        assertThat(refusal("legacy", Optional.empty(), false, List.of("pg_read_all_data"), List.of(), true))
                .isPresent();
        assertThat(refusal("legacy", Optional.empty(), false, List.of(), List.of("other"), true))
                .isPresent();
        assertThat(refusal("legacy", Optional.empty(), false, List.of(), List.of(), false))
                .isPresent();
    }

    @Test
    void anOwnerRoleOfAStackIsNeverShared() {
        Adoption adoption = new Adoption(
                "legacy",
                "legacy",
                "provisioner",
                Optional.empty(),
                Optional.of(OURS),
                false,
                List.of(),
                List.of(),
                List.of("checkout"),
                true);
        assertThat(adoption.refusal(OURS, "checkout")).isPresent();
    }

    @Test
    void anotherTeamsAgreementIsNone() {
        for (List<String> teams : List.of(List.<String>of(), List.of("payments"), List.of("checkout "))) {
            assertThat(refusal("legacy", Optional.empty(), false, List.of(), List.of(), teams, true))
                    .as("%s", teams)
                    .isPresent();
        }
        assertThat(refusal(
                        "legacy", Optional.empty(), false, List.of(), List.of(), List.of("payments", "checkout"), true))
                .isEmpty();
    }

    @Test
    void aMarkInPlaceOfAnAgreementDoesNotMakeAnOwnerThatMayDoMoreAdoptable() {
        assertThat(refusal("legacy", Optional.of(OURS), false, List.of("pg_read_all_data"), List.of(), true))
                .isPresent();
    }

    private static Optional<?> refusal(
            String owner,
            Optional<Marker> marker,
            boolean powerful,
            List<String> memberships,
            List<String> others,
            boolean administered) {
        return refusal(owner, marker, powerful, memberships, others, List.of("checkout"), administered);
    }

    private static Optional<?> refusal(
            String owner,
            Optional<Marker> marker,
            boolean powerful,
            List<String> memberships,
            List<String> others,
            List<String> teams,
            boolean administered) {
        return new Adoption(
                        "legacy",
                        owner,
                        "provisioner",
                        marker,
                        Optional.empty(),
                        powerful,
                        memberships,
                        others,
                        teams,
                        administered)
                .refusal(OURS, "checkout");
    }
}
