package dev.gatehouse.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.RouteProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

/** What holds for every route, those included that are yet to come. */
@QuarkusTest
class RoutesTest {
    Parts parts;

    @Test
    void noRouteAnswersWithoutATokenThatIsGoodInEveryRespect() {
        RouteProbe routes = RouteProbe.of(RestAssured.port);

        assertThat(routes.routes())
                .contains(
                        "GET /api/v1/stacks/{id}/events", "PUT /api/v1/producers/{name}", "GET /internal/dead-letters");
        assertThat(routes.openDoors(parts.badTokens("pia"))).isEmpty();
    }

    @Test
    void noRouteSwallowsABodyWithoutEnd() {
        assertThat(RouteProbe.of(RestAssured.port).hungry(parts.token("pia"))).isEmpty();
    }

    @Test
    void noRouteStumblesOverOddNamesAndParameters() {
        assertThat(RouteProbe.of(RestAssured.port).stumbles(parts.token("pia"))).isEmpty();
    }
}
