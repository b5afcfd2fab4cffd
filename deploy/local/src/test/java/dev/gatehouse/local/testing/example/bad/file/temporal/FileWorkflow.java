package dev.gatehouse.local.testing.example.bad.file.temporal;

import dev.gatehouse.local.testing.example.bad.stack.temporal.StackWorkflow;
import java.nio.file.Files;
import java.nio.file.Path;

/** Does I/O in a nested class. */
final class FileWorkflow implements StackWorkflow {

    @Override
    public void run() {
        new Reader().read();
    }

    private static final class Reader {
        boolean read() {
            return Files.exists(Path.of("anything"));
        }
    }
}
