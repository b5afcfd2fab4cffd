package dev.gatehouse.request.intake;

import dev.gatehouse.local.testing.Parts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A producer that signs orders and sends them to the intake with the credentials of {@code producer}. */
final class Orders implements AutoCloseable {
    private static final String TOPIC = "gatehouse.intake.v1";

    final String name;
    private final PublicJsonWebKey key;
    private final String algorithm;
    private final KafkaProducer<String, byte[]> kafka;

    private Orders(Parts parts, String name, PublicJsonWebKey key, String algorithm) {
        this.name = name;
        this.key = key;
        this.algorithm = algorithm;
        kafka = new KafkaProducer<>(
                parts.kafkaProperties("producer"), new StringSerializer(), new ByteArraySerializer());
    }

    static Orders withEllipticCurve(Parts parts, String name) throws JoseException {
        return new Orders(
                parts,
                name,
                EcJwkGenerator.generateJwk(EllipticCurves.P256),
                AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    }

    static Orders withEdwardsCurve(Parts parts, String name) throws JoseException {
        return new Orders(parts, name, OkpJwkGenerator.generateJwk("Ed25519"), AlgorithmIdentifiers.EDDSA);
    }

    Map<String, Object> publicKey() {
        return key.toParams(OutputControlLevel.PUBLIC_ONLY);
    }

    Map<String, Object> keyPair() {
        return key.toParams(OutputControlLevel.INCLUDE_PRIVATE);
    }

    /** An order that nothing is wrong with; tests change what they are about. */
    Order order(String data) {
        return new Order(data);
    }

    final class Order {
        final Map<String, String> attributes = new HashMap<>();
        String data;
        String keyId = name;

        private Order(String data) {
            this.data = data;
            attributes.put("id", UUID.randomUUID().toString());
            attributes.put("source", "/producers/" + name);
            attributes.put("type", "dev.gatehouse.intake.StackOrdered.v1");
            attributes.put("time", Instant.now().toString());
        }

        String id() {
            return attributes.getOrDefault("id", "");
        }

        Order with(String attribute, String value) {
            attributes.put(attribute, value);
            return this;
        }

        /** Signs what the order is now; later changes break the signature. */
        Order signed() {
            return with("signature", sign(algorithm));
        }

        private String sign(String chosen) {
            try {
                JsonWebSignature jws = new JsonWebSignature();
                jws.setAlgorithmHeaderValue(chosen);
                jws.setKeyIdHeaderValue(keyId);
                jws.setKey(key.getPrivateKey());
                jws.setPayload(new String(signedContent(), StandardCharsets.UTF_8));
                // cut out of the whole form, so that nothing here depends on how a library treats detached content
                String[] whole = jws.getCompactSerialization().split("\\.", -1);
                return whole[0] + ".." + whole[2];
            } catch (JoseException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] signedContent() {
            return String.join(
                            "\n",
                            attributes.get("id"),
                            attributes.get("source"),
                            attributes.get("type"),
                            attributes.get("time"),
                            digest())
                    .getBytes(StandardCharsets.UTF_8);
        }

        private String digest() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(data.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Sends in binary mode. */
        void send() {
            ProducerRecord<String, byte[]> message = new ProducerRecord<>(TOPIC, data.getBytes(StandardCharsets.UTF_8));
            header(message, "ce_specversion", "1.0");
            header(message, "content-type", "application/json");
            attributes.forEach((attribute, value) -> header(message, "ce_" + attribute, value));
            Orders.this.send(message);
        }

        /** Sends in structured mode, with a header that pretends a time. */
        void sendStructured(String pretendedTime) {
            String event = """
                    {"specversion":"1.0","id":"%s","source":"%s","type":"%s","time":"%s","signature":"%s",
                     "datacontenttype":"application/json","data":%s}""".formatted(
                            attributes.get("id"),
                            attributes.get("source"),
                            attributes.get("type"),
                            Instant.now(),
                            attributes.get("signature"),
                            data);
            ProducerRecord<String, byte[]> message =
                    new ProducerRecord<>(TOPIC, event.getBytes(StandardCharsets.UTF_8));
            header(message, "content-type", "application/cloudevents+json");
            header(message, "ce_time", pretendedTime);
            Orders.this.send(message);
        }
    }

    private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void send(ProducerRecord<String, byte[]> message) {
        try {
            kafka.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
