package dev.gatehouse.request.problem.http;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a route becomes a problem here. None of them carries a stack trace or a message of a library. */
final class ProblemAnswers {
    private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ServerExceptionMapper
    Response refused(Refusal refusal) {
        ResponseBuilder answer = answer(refusal.problem());
        refusal.retryAfterSeconds().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
        return answer.build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException failure) {
        return answer(StatusProblems.UNAUTHENTICATED)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure) {
        return answer(StatusProblems.FORBIDDEN).build();
    }

    /** What Jakarta REST finds: unknown paths, methods and media types, and bodies over the limit. */
    @ServerExceptionMapper
    Response refusedByRouting(WebApplicationException failure) {
        Response found = failure.getResponse();
        if (found.getStatus() < 400) {
            return found;
        }
        ResponseBuilder answer = answer(StatusProblems.of(found.getStatus()));
        String allowed = found.getHeaderString(HttpHeaders.ALLOW);
        return (allowed == null ? answer : answer.header(HttpHeaders.ALLOW, allowed)).build();
    }

    @ServerExceptionMapper
    Response failed(Throwable failure) {
        if (Outage.caused(failure)) {
            LOG.warnf("The database is away: %s", failure);
            return answer(StatusProblems.UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        LOG.error("A route failed", failure);
        return answer(StatusProblems.INTERNAL).build();
    }

    private static ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status())
                .type("application/problem+json")
                .entity(ProblemBody.of(problem));
    }
}
