package dev.gatehouse.local.platform;

import dev.gatehouse.local.Passwords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Passwords and keys, each made by chance when first asked for and then kept, since data depends on them. They lie in
 * {@code secrets.properties}, readable by the owner only.
 */
public final class KeptSecrets {

    private final Path file;
    private final Properties kept = new Properties();

    public KeptSecrets(Path home) {
        file = home.resolve("secrets.properties");
        try {
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    kept.load(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name for example {@code postgresql.request} */
    public String password(String name) {
        return keep(name, Passwords::random);
    }

    /** 32 random bytes in Base64, for example for {@code provisioner.key}. */
    public String key(String name) {
        return keep(name, () -> Base64.getEncoder().encodeToString(Passwords.bytes(32)));
    }

    private synchronized String keep(String name, Supplier<String> first) {
        String known = kept.getProperty(name);
        if (known != null) {
            return known;
        }
        String made = first.get();
        kept.setProperty(name, made);
        save();
        return made;
    }

    /** Written beside and then put in place: whatever happens in between, the credentials of the data are not lost. */
    private void save() {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(whole);
            Files.createFile(whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(whole)) {
                kept.store(out, "Credentials of this local platform; they go with the data beside them.");
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
