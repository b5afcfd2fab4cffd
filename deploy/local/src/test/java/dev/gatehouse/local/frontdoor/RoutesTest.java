package dev.gatehouse.local.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/templates, request",
        "/api/v1/templates/web-stack/releases/1.0.0, request",
        "/api/v1/stacks, request",
        "/api/v1/stacks/, request",
        "/api/v1/stacks:plan, request",
        "/api/v1/stacks%3Aplan, request",
        "/api/v1/stacks%3aplan, request",
        "/api/v1/stacks/7%3Acancel, request",
        "/api/v1/stacks/7/events, request",
        "/api/v1/producers/ci, request",
        "/api/v1/break-glass, request",
        "/api/v1/provisioning/stacks/7, provisioner",
        "/api/v1/targets/local-git, provisioner",
        "/api/v1/secrets/abc, provisioner",
        "/api/v1/upgrades/7, upgrade",
        "/api/v1/preflight, upgrade",
        "/api/v1/teams/checkout, ownership",
        "/api/v1/ownership:resolve, ownership",
        "/api/v1/escalation-policies, ownership",
        "/oidc/gatehouse/token, identity"
    })
    void theFirstSegmentDecides(String path, String service) {
        assertThat(Routes.serviceOf(path)).contains(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1",
                "/api/v1/",
                "/api/v2/stacks",
                "/api/v1/stacksandmore",
                "/api/v1//stacks",
                "/api/v1/stacks%3",
                "/api/v1/%3Astacks",
                "/api%3Av1/stacks",
                "/internal/dead-letters",
                "/q/health",
                "/oidc",
                "/api/v1/stacks/../../../internal/dead-letters",
                "/api/v1/stacks/%2e%2e/%2E%2E/../internal",
                "/api/v1/stacks/..%2f..%2f..%2finternal",
                "/api/v1/stacks/..;x=1/../internal",
                "/api/v1/stacks\\..\\..\\internal",
                "/api/v1/stacks/./7",
                "/api/v1/stacks/%zz",
                "/oidc/../internal"
            })
    void everythingElseLeadsNowhere(String path) {
        assertThat(Routes.serviceOf(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/stacks/a..b", "/api/v1/stacks/...", "/api/v1/secrets/a%2Fb", "/api/v1/stacks/1+1"})
    void oddNamesAreNotMistakenForClimbing(String path) {
        assertThat(Routes.serviceOf(path)).isPresent();
    }
}
