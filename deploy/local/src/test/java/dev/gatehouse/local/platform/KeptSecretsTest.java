package dev.gatehouse.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSecretsTest {

    @TempDir
    private Path home;

    @Test
    void whatWasMadeOnceIsTheSameInTheNextRun() {
        KeptSecrets first = new KeptSecrets(home);
        String password = first.password("postgresql.request");
        String key = first.key("provisioner.secret-key");
        assertThat(password).isNotEqualTo(first.password("postgresql.upgrade")).hasSize(32);
        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        KeptSecrets second = new KeptSecrets(home);
        assertThat(second.password("postgresql.request")).isEqualTo(password);
        assertThat(second.key("provisioner.secret-key")).isEqualTo(key);
    }

    @Test
    void onlyTheOwnerCanReadThem() throws Exception {
        new KeptSecrets(home).password("kafka.admin");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("secrets.properties"))))
                .isEqualTo("rw-------");
        assertThat(home).isDirectoryNotContaining("glob:**.new");
    }
}
