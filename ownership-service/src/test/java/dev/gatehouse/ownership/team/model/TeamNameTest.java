package dev.gatehouse.ownership.team.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "checkout", "team-7", "abcdefghijklmnopqrstuvwxyz-0123456789-ab"})
    void labelsArePermitted(String name) {
        assertThat(TeamName.fault(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-checkout",
                "checkout-",
                "7up",
                "Checkout",
                "check out",
                "check_out",
                "abcdefghijklmnopqrstuvwxyz-0123456789-abc"
            })
    void whatIsNoShortLabelIsRefused(String name) {
        assertThat(TeamName.fault(name))
                .hasValueSatisfying(fault -> assertThat(fault).contains("lower-case"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform-engineer", "signals", "producer"})
    void aRoleIsNoTeam(String name) {
        assertThat(TeamName.fault(name))
                .hasValueSatisfying(fault -> assertThat(fault).contains("role"));
    }
}
