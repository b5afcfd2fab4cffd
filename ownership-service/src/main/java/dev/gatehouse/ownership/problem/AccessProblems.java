package dev.gatehouse.ownership.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Callers who are not known, or not allowed. */
class AccessProblems {

    @ServerExceptionMapper
    Response missing(UnauthorizedException missing) {
        return Problem.of(401, "token-required", "A token is required", "Send a bearer token of the platform.")
                .response();
    }

    @ServerExceptionMapper
    Response invalid(AuthenticationFailedException invalid) {
        return Problem.of(
                        401,
                        "token-invalid",
                        "The token is not valid",
                        "The token has expired or is not meant for this platform; get a new one.")
                .response();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return Problem.of(
                        403,
                        "role-required",
                        "A role is missing",
                        "Only platform engineers may do this; ask one of them.")
                .response();
    }
}
