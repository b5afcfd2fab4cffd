package dev.gatehouse.local.identity;

import dev.gatehouse.local.Loopback;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import no.nav.security.mock.oauth2.token.RequestMapping;
import no.nav.security.mock.oauth2.token.RequestMappingTokenCallback;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider for the loopback interface: discovery, keys, and tokens for {@link LocalUser}s by
 * {@code POST /gatehouse/token} with {@code grant_type=password}, {@code username=<user>} and any password. Its signing
 * key lives as long as this object.
 */
public final class OpenIdProvider implements AutoCloseable {

    public static final String AUDIENCE = "gatehouse";
    public static final Duration TOKEN_LIFETIME = Duration.ofHours(8);
    /** The name of the issuer that services trust. */
    public static final String ISSUER = "gatehouse";

    private final int port;
    private @Nullable MockOAuth2Server server;

    public OpenIdProvider(int port) {
        this.port = port;
    }

    public synchronized void start() {
        List<RequestMapping> users = LocalUser.ALL.stream()
                .map(user -> new RequestMapping("username", user.name(), claims(user.name(), user.groups()), "JWT"))
                .toList();
        RequestMappingTokenCallback tokens = new RequestMappingTokenCallback(ISSUER, users, TOKEN_LIFETIME.toSeconds());
        MockOAuth2Server started = new MockOAuth2Server(
                new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(), Set.of(tokens)));
        started.start(Loopback.address(), port);
        server = started;
    }

    /** What services trust: {@code GATEHOUSE_OIDC_URL}. */
    public String issuer() {
        return "http://" + Loopback.HOST + ":" + port + "/" + ISSUER;
    }

    /** A token for anybody, without asking over HTTP; for tests. */
    public String token(String user, List<String> groups) {
        return token(user, groups, TOKEN_LIFETIME);
    }

    /** The same, for a shorter time. */
    public String token(String user, List<String> groups, Duration lifetime) {
        return token(ISSUER, claims(user, groups), lifetime);
    }

    /** A token with any claims of any issuer, each of which has a key of its own; for tests. */
    public synchronized String token(String issuerName, Map<String, Object> claims, Duration lifetime) {
        if (server == null) {
            throw new IllegalStateException("The OpenID provider does not run");
        }
        HttpUrl issuer = HttpUrl.get("http://" + Loopback.HOST + ":" + port + "/" + issuerName);
        // The library takes the duration's milliseconds for seconds.
        Duration asItCounts = Duration.ofMillis(lifetime.toSeconds());
        return server.anyToken(issuer, claims, asItCounts).serialize();
    }

    private static Map<String, Object> claims(String user, List<String> groups) {
        return Map.of("sub", user, "preferred_username", user, "aud", List.of(AUDIENCE), "groups", groups);
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.shutdown();
            server = null;
        }
    }
}
