package dev.gatehouse.provisioner.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Callers that nobody knows, or that may not do what they ask for. */
class CallerProblems {

    @ServerExceptionMapper
    Response noToken(UnauthorizedException missing) {
        return Problem.of(401, "token-required", "A token is required", "Send a bearer token of the platform.")
                .response();
    }

    @ServerExceptionMapper
    Response badToken(AuthenticationFailedException invalid) {
        return Problem.of(
                        401,
                        "token-invalid",
                        "The token is not valid",
                        "It has expired or is not meant for this platform; get a new one.")
                .response();
    }

    @ServerExceptionMapper
    Response notAllowed(ForbiddenException forbidden) {
        return Problem.of(
                        403,
                        "role-required",
                        "A role is missing",
                        "Only platform engineers may do this; ask one of them.")
                .response();
    }
}
