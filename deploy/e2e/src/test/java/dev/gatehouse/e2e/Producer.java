package dev.gatehouse.e2e;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A machine that orders stacks by signed events on {@code gatehouse.intake.v1}. */
final class Producer {
    private static final String TOPIC = "gatehouse.intake.v1";
    private static final String TYPE = "dev.gatehouse.intake.StackOrdered.v1";

    private final String name;
    private final EllipticCurveJsonWebKey key;

    Producer(String name) {
        this.name = name;
        this.key = newKey();
    }

    private static EllipticCurveJsonWebKey newKey() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body by which a platform engineer registers this producer for a team. */
    String registration(String team) {
        return "{\"key\": %s, \"teams\": [\"%s\"]}".formatted(key.toJson(OutputControlLevel.PUBLIC_ONLY), team);
    }

    String name() {
        return name;
    }

    /**
     * Orders a stack with a signature by this producer's own key.
     *
     * @param claimedName the producer in whose name it is ordered
     * @param name the stack's; the record's key too
     * @param id the event's
     */
    void order(Properties kafka, String claimedName, String team, String name, String id, Instant at) {
        byte[] data = StackClient.body(name, team).getBytes(StandardCharsets.UTF_8);
        String source = "/producers/" + claimedName;
        String time = at.truncatedTo(ChronoUnit.MILLIS).toString();
        String signed = String.join("\n", id, source, TYPE, time, sha256(data));

        var message = new ProducerRecord<>(TOPIC, 0, name, data);
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", id);
        header(message, "ce_source", source);
        header(message, "ce_type", TYPE);
        header(message, "ce_time", time);
        header(message, "ce_signature", signature(signed, claimedName));
        header(message, "content-type", "application/json");
        try (var producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Detached JWS (RFC 7515, appendix F). */
    private String signature(String signed, String keyId) {
        var jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        jws.setKeyIdHeaderValue(keyId);
        jws.setKey(key.getPrivateKey());
        jws.setPayload(signed);
        try {
            return jws.getDetachedContentCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
