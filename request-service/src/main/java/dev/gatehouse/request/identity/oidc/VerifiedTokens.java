package dev.gatehouse.request.identity.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcIdentityProvider;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Verifies a bearer token once in a while instead of at each request: a client sends the same token hundreds of times,
 * and checking its RSA signature costs more than anything else that accepting a request does.
 *
 * <p>Only what the OpenID extension found valid is remembered, under the whole token, signature included; for at most
 * {@link #LONGEST}, so that a key that the provider withdraws stops counting soon, and never past the token's own
 * expiry. Identities are kept without the request they came with.
 */
@ApplicationScoped
class VerifiedTokens implements IdentityProvider<TokenAuthenticationRequest> {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int MOST = 10_000;

    private final OidcIdentityProvider verification;
    private final Cache<String, SecurityIdentity> verified =
            Caffeine.newBuilder().maximumSize(MOST).expireAfter(remembered()).build();

    VerifiedTokens(OidcIdentityProvider verification) {
        this.verification = verification;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    /** Before the OpenID extension's own provider. */
    @Override
    public int priority() {
        return verification.priority() + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        if (!(request.getToken() instanceof AccessTokenCredential token)) {
            return verification.authenticate(request, context);
        }
        SecurityIdentity known = verified.getIfPresent(token.getToken());
        return known != null && expiry(known).isAfter(Instant.now())
                ? Uni.createFrom().item(known)
                : verification
                        .authenticate(request, context)
                        .map(VerifiedTokens::withoutRequest)
                        .invoke(identity -> verified.put(token.getToken(), identity));
    }

    private static SecurityIdentity withoutRequest(SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(identity.getRoles())
                .addCredentials(identity.getCredentials())
                .build();
    }

    /** A token without an expiry would have been refused; what cannot be read counts as expired. */
    private static Instant expiry(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : Instant.EPOCH;
    }

    private static Expiry<String, SecurityIdentity> remembered() {
        return Expiry.creating((token, identity) -> {
            Duration left = Duration.between(Instant.now(), expiry(identity));
            return left.isNegative() ? Duration.ZERO : left.compareTo(LONGEST) < 0 ? left : LONGEST;
        });
    }
}
