package dev.gatehouse.request.intake;

import java.util.Map;
import java.util.Optional;

/** Judges keys and signatures. */
public interface Signatures {

    /** What is wrong with a public key (JWK): a private part, an unknown kind, broken numbers; empty where nothing is. */
    Optional<String> keyFault(Map<String, Object> key);

    /**
     * What is wrong with a detached JWS over the content; empty where it is by the holder of the key.
     *
     * @param keyId what the signature's {@code kid} must say
     */
    Optional<String> signatureFault(String signature, byte[] content, String keyId, Map<String, Object> key);
}
