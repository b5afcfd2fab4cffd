package dev.gatehouse.provisioner.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.secret.aes.KeyRing;
import dev.gatehouse.provisioner.secret.model.SealedSecret;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class SecretRotationTest {
    Parts parts;

    @Inject
    BlockingBridge bridge;

    @Inject
    SecretRecords records;

    @Inject
    Secrets secrets;

    @ConfigProperty(name = "gatehouse.secret.keys")
    String configured;

    @Test
    void everySecretMovesToTheFirstKeyAndOpensWithoutTheOldOne() {
        String stack = UUID.randomUUID().toString();
        SecretOwner owner = new SecretOwner(stack, "checkout", "database");
        String[] passwords = new String[120];
        for (int i = 0; i < passwords.length; i++) {
            passwords[i] = secrets.issue(stack + "." + i, owner, "app");
        }
        String added = "next:" + Base64.getEncoder().encodeToString(filled());

        new SecretRotation(bridge, records, new KeyRing(added + "," + configured)).rotate();

        KeyRing onlyNew = new KeyRing(added);
        for (int i = 0; i < passwords.length; i++) {
            SealedSecret moved = find(stack + "." + i);
            assertThat(moved.keyId()).isEqualTo("next");
            assertThat(onlyNew.open(moved)).isEqualTo(passwords[i]);
        }
        // Back again, so that the other tests' application can open what it sealed.
        new SecretRotation(bridge, records, new KeyRing(configured + "," + added)).rotate();
        assertThat(secrets.issue(stack + ".0", owner, "app")).isEqualTo(passwords[0]);
    }

    @Test
    void replicasThatRotateAtOnceMoveEverySecretOnce() {
        String stack = UUID.randomUUID().toString();
        SecretOwner owner = new SecretOwner(stack, "checkout", "database");
        Map<String, String> passwords = new HashMap<>();
        for (int i = 0; i < 250; i++) {
            passwords.put(stack + "." + i, secrets.issue(stack + "." + i, owner, "app"));
        }
        String added = "next:" + Base64.getEncoder().encodeToString(filled());
        KeyRing newFirst = new KeyRing(added + "," + configured);
        Runnable replica = () -> new SecretRotation(bridge, records, newFirst).rotate();

        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(replica))
                        .limit(3)
                        .toArray(CompletableFuture[]::new))
                .join();

        KeyRing onlyNew = new KeyRing(added);
        passwords.forEach((reference, password) ->
                assertThat(onlyNew.open(find(reference))).as(reference).isEqualTo(password));
        new SecretRotation(bridge, records, new KeyRing(configured + "," + added)).rotate();
    }

    /** Else whoever writes one row in the database would keep a leaked key in use. */
    @Test
    void aSecretWhoseRowWasChangedIsLeftAndTheOthersAreMoved() {
        String stack = UUID.randomUUID().toString();
        KeyRing former = new KeyRing(configured);
        SealedSecret sealed = former.seal(stack + ".a", new SecretOwner(stack, "checkout", "database"), "app", "p");
        SealedSecret moved = new SealedSecret(
                sealed.reference(),
                new SecretOwner(stack, "payments", "database"),
                sealed.username(),
                sealed.keyId(),
                sealed.box());
        bridge.inTransaction(session -> records.addIfAbsent(session, moved, 0));
        String password = secrets.issue(stack + ".b", new SecretOwner(stack, "checkout", "database"), "app");
        String added = "next:" + Base64.getEncoder().encodeToString(filled());

        new SecretRotation(bridge, records, new KeyRing(added + "," + configured)).rotate();

        assertThat(find(stack + ".a").keyId()).isEqualTo(moved.keyId());
        assertThat(new KeyRing(added).open(find(stack + ".b"))).isEqualTo(password);
        new SecretRotation(bridge, records, new KeyRing(configured + "," + added)).rotate();
        secrets.forget(stack + ".a");
    }

    /** Else the first such secret would keep all others from their new key. */
    @Test
    void aSecretWhoseKeyIsGoneIsLeftAndTheOthersAreMoved() {
        String stack = UUID.randomUUID().toString();
        SecretOwner owner = new SecretOwner(stack, "checkout", "database");
        KeyRing lost = new KeyRing("lost:" + Base64.getEncoder().encodeToString(filled()));
        SealedSecret unopenable = lost.seal(stack + ".a", owner, "app", "p");
        bridge.inTransaction(session -> records.addIfAbsent(session, unopenable, 0));
        String password = secrets.issue(stack + ".b", owner, "app");
        String added = "next:" + Base64.getEncoder().encodeToString(filled());

        new SecretRotation(bridge, records, new KeyRing(added + "," + configured)).rotate();

        assertThat(find(stack + ".a").box()).isEqualTo(unopenable.box());
        assertThat(new KeyRing(added).open(find(stack + ".b"))).isEqualTo(password);
        new SecretRotation(bridge, records, new KeyRing(configured + "," + added)).rotate();
        secrets.forget(stack + ".a");
    }

    private SealedSecret find(String reference) {
        return bridge.read(session -> records.find(session, reference)).orElseThrow();
    }

    private static byte[] filled() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        return key;
    }
}
