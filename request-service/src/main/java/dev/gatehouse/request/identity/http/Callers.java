package dev.gatehouse.request.identity.http;

import dev.gatehouse.request.identity.model.Caller;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller of the current request. */
@ApplicationScoped
public class Callers {
    private static final Duration LONGEST = Duration.ofHours(12);

    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Routes ask for authentication by annotation, so there is always somebody. */
    public Caller current() {
        String name = identity.getPrincipal().getName();
        String subject = identity.getPrincipal() instanceof JsonWebToken token ? token.getSubject() : null;
        return Caller.of(subject == null ? name : subject, name, identity.getRoles());
    }

    /** The caller's own bearer token, to ask another service in the caller's name. It belongs in no log and no answer. */
    public String token() {
        if (!(identity.getPrincipal() instanceof JsonWebToken token) || token.getRawToken() == null) {
            throw new UnauthorizedException();
        }
        return token.getRawToken();
    }

    /** For how long the caller's token holds from now on; at most twelve hours. */
    public Duration remaining() {
        if (!(identity.getPrincipal() instanceof JsonWebToken token) || token.getExpirationTime() <= 0) {
            return LONGEST;
        }
        Duration left = Duration.between(Instant.now(), Instant.ofEpochSecond(token.getExpirationTime()));
        if (left.compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left;
    }
}
