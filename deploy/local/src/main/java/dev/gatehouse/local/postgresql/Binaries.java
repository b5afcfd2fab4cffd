package dev.gatehouse.local.postgresql;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs from zonky's artifact for this system, unpacked once into a directory that several servers, also
 * of several processes, may share.
 */
final class Binaries {

    private static final Object ONE_AT_A_TIME = new Object();

    private final Path directory;

    Binaries(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** A program such as {@code initdb}; unpacks everything first if need be. */
    Path program(String name) {
        Path unpacked = directory.resolve("unpacked");
        try {
            synchronized (ONE_AT_A_TIME) {
                unpackOnce(unpacked);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's programs cannot be unpacked into " + directory, e);
        }
        return unpacked.resolve("bin").resolve(name);
    }

    private void unpackOnce(Path unpacked) throws IOException {
        if (Files.isDirectory(unpacked)) {
            return;
        }
        Files.createDirectories(directory);
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid() || Files.isDirectory(unpacked)) {
                return;
            }
            Path halfway = Files.createTempDirectory(directory, "unpacking-");
            try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture())) {
                unpack(packed, halfway);
            }
            Files.setPosixFilePermissions(halfway, PosixFilePermissions.fromString("rwxr-xr-x"));
            // what is there under this name is whole
            Files.move(halfway, unpacked, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void unpack(InputStream packed, Path directory) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = directory.resolve(entry.getName()).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException("The archive leads out of its directory: " + entry.getName());
                }
                Files.createDirectories(entry.isDirectory() ? file : file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, file);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    if (executable && !file.toFile().setExecutable(true, false)) {
                        throw new IOException(file + " cannot be made executable");
                    }
                }
            }
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "Darwin" : name.contains("windows") ? "Windows" : "Linux";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") ? "x86_64" : name;
    }
}
