package dev.gatehouse.request.identity.http;

import dev.gatehouse.request.identity.model.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** The caller of the current request. */
@ApplicationScoped
public class Callers {
    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Routes ask for authentication by annotation, so there is always somebody. */
    public Caller current() {
        return Caller.of(identity.getPrincipal().getName(), identity.getRoles());
    }
}
