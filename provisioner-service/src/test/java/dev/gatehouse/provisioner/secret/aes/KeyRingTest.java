package dev.gatehouse.provisioner.secret.aes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gatehouse.provisioner.secret.model.SealedSecret;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final String OLD = "old:" + key((byte) 1);
    private static final String NEW = "new:" + key((byte) 2);
    private static final SecretOwner OWNER = new SecretOwner("stack-1", "checkout", "database");

    private final KeyRing ring = new KeyRing(OLD);
    private final SealedSecret sealed = ring.seal("ref", OWNER, "app", "s3cret-pässword");

    @Test
    void whatIsSealedOpens() {
        assertThat(ring.open(sealed)).isEqualTo("s3cret-pässword");
        assertThat(sealed.keyId()).isEqualTo("old");
        assertThat(sealed.toString()).doesNotContain("s3cret");
    }

    @Test
    void theSamePasswordIsNeverSealedToTheSameBox() {
        assertThat(ring.seal("ref", OWNER, "app", "s3cret-pässword").box()).isNotEqualTo(sealed.box());
    }

    @Test
    void theFirstKeySealsAndAllOpen() {
        KeyRing rotated = new KeyRing(NEW + "," + OLD);
        assertThat(rotated.open(sealed)).isEqualTo("s3cret-pässword");
        assertThat(rotated.seal("ref", OWNER, "app", "x").keyId()).isEqualTo("new");
    }

    @Test
    void aSecretOfAMissingKeyNamesTheKey() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new KeyRing(NEW).open(sealed))
                .withMessageContaining("needs key old");
    }

    @Test
    void aBoxUnderAnotherReferenceOrOwnerDoesNotOpen() {
        SealedSecret otherReference = new SealedSecret("other", OWNER, "app", "old", sealed.box());
        SealedSecret otherStack =
                new SealedSecret("ref", new SecretOwner("stack-2", "checkout", "database"), "app", "old", sealed.box());
        assertThatIllegalStateException().isThrownBy(() -> ring.open(otherReference));
        SealedSecret otherTeam =
                new SealedSecret("ref", new SecretOwner("stack-1", "payments", "database"), "app", "old", sealed.box());
        SealedSecret otherUser = new SealedSecret("ref", OWNER, "postgres", "old", sealed.box());
        assertThatIllegalStateException().isThrownBy(() -> ring.open(otherStack));
        assertThatIllegalStateException().isThrownBy(() -> ring.open(otherTeam));
        assertThatIllegalStateException().isThrownBy(() -> ring.open(otherUser));
    }

    @Test
    void aChangedBoxDoesNotOpen() {
        byte[] box = Base64.getDecoder().decode(sealed.box());
        box[box.length - 1] ^= 1;
        SealedSecret changed =
                new SealedSecret("ref", OWNER, "app", "old", Base64.getEncoder().encodeToString(box));
        assertThatIllegalStateException().isThrownBy(() -> ring.open(changed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nokey", "a:", ":AAAA", "a:not base64!", "a:AAAA", "a:AAAA,b:AAAA"})
    void aMalformedRingIsRefusedWithoutShowingKeys(String configured) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyRing(configured))
                .withMessageContaining("GATEHOUSE_SECRET_KEYS")
                .withMessageNotContaining("AAAA");
    }

    @Test
    void anIdThatIsThereTwiceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(OLD + "," + OLD));
    }

    private static String key(byte fill) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, fill);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
