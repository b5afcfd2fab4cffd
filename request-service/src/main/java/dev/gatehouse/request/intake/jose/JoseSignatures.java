package dev.gatehouse.request.intake.jose;

import dev.gatehouse.request.intake.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** {@link Signatures} by JOSE: ES256 and EdDSA, nothing else. */
@ApplicationScoped
class JoseSignatures implements Signatures {
    private static final AlgorithmConstraints ALLOWED = new AlgorithmConstraints(
            ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, AlgorithmIdentifiers.EDDSA);
    private static final Set<String> SECRET_PARTS = Set.of("d", "k", "p", "q", "dp", "dq", "qi", "oth");

    @Override
    public Optional<String> keyFault(Map<String, Object> key) {
        if (SECRET_PARTS.stream().anyMatch(key::containsKey)) {
            return Optional.of("has a secret part: treat it as disclosed, make a new pair, send the public key only");
        }
        try {
            JsonWebKey read = JsonWebKey.Factory.newJwk(key);
            boolean known = read instanceof EllipticCurveJsonWebKey curve
                            && curve.getCurveName().equals("P-256")
                            && onCurve((ECPublicKey) curve.getKey())
                    || read instanceof OctetKeyPairJsonWebKey && "Ed25519".equals(key.get("crv"));
            return known ? Optional.empty() : Optional.of("is neither EC P-256 nor OKP Ed25519");
        } catch (JoseException | RuntimeException unreadable) {
            return Optional.of("is not a JWK of kind EC P-256 or OKP Ed25519");
        }
    }

    /** Whether the point satisfies y² = x³ + ax + b; the library takes any two numbers for a key. */
    private static boolean onCurve(ECPublicKey key) {
        BigInteger p = ((ECFieldFp) key.getParams().getCurve().getField()).getP();
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        BigInteger right = x.pow(3)
                .add(key.getParams().getCurve().getA().multiply(x))
                .add(key.getParams().getCurve().getB());
        return y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    @Override
    public Optional<String> signatureFault(String signature, byte[] content, String keyId, Map<String, Object> key) {
        try {
            JsonWebSignature jws = new JsonWebSignature();
            jws.setAlgorithmConstraints(ALLOWED);
            jws.setCompactSerialization(signature);
            if (!jws.getEncodedPayload().isEmpty()) {
                return Optional.of("the signature is not detached: its payload must be empty");
            }
            // By text: the library goes on with the empty payload of the detached form when it is given bytes.
            jws.setPayload(new String(content, StandardCharsets.UTF_8));
            if (!keyId.equals(jws.getKeyIdHeaderValue())) {
                return Optional.of("the signature's kid is not the producer's name " + keyId);
            }
            jws.setKey(PublicJsonWebKey.Factory.newPublicJwk(key).getPublicKey());
            return jws.verifySignature()
                    ? Optional.empty()
                    : Optional.of("the signature is not by the producer's key, or the event was changed");
        } catch (JoseException | RuntimeException unreadable) { // members of a wrong type are runtime exceptions
            return Optional.of("the signature cannot be verified: it is no detached JWS with ES256 or EdDSA by the"
                    + " producer's key");
        }
    }
}
