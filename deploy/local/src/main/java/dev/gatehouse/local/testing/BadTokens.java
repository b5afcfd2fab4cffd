package dev.gatehouse.local.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.local.identity.OpenIdProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens that no service may take, though each claims all that it needs; by what is wrong with them. */
final class BadTokens {
    private final OpenIdProvider provider;
    private final SignedJWT good;

    private BadTokens(OpenIdProvider provider, SignedJWT good) {
        this.provider = provider;
        this.good = good;
    }

    /** As tokens of a user with these groups. */
    static Map<String, String> of(OpenIdProvider provider, String user, List<String> groups) {
        try {
            return new BadTokens(provider, SignedJWT.parse(provider.token(user, groups))).all();
        } catch (JOSEException | ParseException | IOException e) {
            throw new IllegalStateException("The provider's key or token cannot be read", e);
        }
    }

    private Map<String, String> all() throws JOSEException, ParseException, IOException {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("no token at all", "not.a.token");
        tokens.put("expired", provider.token(OpenIdProvider.ISSUER, claims(), Duration.ofHours(-1)));
        tokens.put(
                "for another audience",
                provider.token(OpenIdProvider.ISSUER, claimsFor("billing"), Duration.ofHours(1)));
        tokens.put("of another issuer", provider.token("other", claims(), Duration.ofHours(1)));
        tokens.put("signed by nobody (alg none)", new PlainJWT(good.getJWTClaimsSet()).serialize());
        RSAKey ours = publicKey();
        tokens.put("signed by a key of one's own", signed(JWSAlgorithm.RS256, new RSASSASigner(ownKey())));
        tokens.put(
                "signed with our public key for a secret, as bytes",
                signed(JWSAlgorithm.HS256, new MACSigner(ours.toRSAPublicKey().getEncoded())));
        tokens.put(
                "signed with our public key for a secret, as PEM",
                signed(JWSAlgorithm.HS256, new MACSigner(pem(ours).getBytes(StandardCharsets.US_ASCII))));
        tokens.put("changed after it was signed", changed());
        return tokens;
    }

    private Map<String, Object> claims() throws ParseException {
        return claimsFor(OpenIdProvider.AUDIENCE);
    }

    private Map<String, Object> claimsFor(String audience) throws ParseException {
        return Map.of(
                "sub", good.getJWTClaimsSet().getSubject(),
                "preferred_username", good.getJWTClaimsSet().getSubject(),
                "aud", List.of(audience),
                "groups", good.getJWTClaimsSet().getStringListClaim("groups"));
    }

    private RSAKey publicKey() throws IOException, ParseException {
        JWKSet keys = JWKSet.load(URI.create(provider.issuer() + "/jwks").toURL());
        return keys.getKeyByKeyId(good.getHeader().getKeyID()).toRSAKey();
    }

    private static RSAKey ownKey() throws JOSEException {
        return new RSAKeyGenerator(2048).generate();
    }

    private String signed(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException, ParseException {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID(good.getHeader().getKeyID())
                .type(good.getHeader().getType())
                .build();
        SignedJWT token = new SignedJWT(header, good.getJWTClaimsSet());
        token.sign(signer);
        return token.serialize();
    }

    private String changed() throws ParseException {
        JWTClaimsSet more = new JWTClaimsSet.Builder(good.getJWTClaimsSet())
                .claim("groups", List.of("platform-engineer", "checkout", "payments"))
                .build();
        String[] parts = good.serialize().split("\\.");
        return parts[0] + "." + more.toPayload().toBase64URL() + "." + parts[2];
    }

    private static String pem(RSAKey key) throws JOSEException {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN PUBLIC KEY-----\n"
                + lines.encodeToString(key.toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
