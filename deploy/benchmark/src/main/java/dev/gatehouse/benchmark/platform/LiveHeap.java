package dev.gatehouse.benchmark.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM's heap holds once its garbage is gone: a resident size says more of the collector than of the program. */
public final class LiveHeap {
    private static final Pattern USED = Pattern.compile("(?:heap|generation)\\s+total \\d+K, used (\\d+)K");

    private LiveHeap() {}

    /** Mebibytes in use after a full collection. */
    public static double mebibytes(ProcessHandle jvm) throws IOException, InterruptedException {
        ask(jvm, "GC.run");
        Matcher used = USED.matcher(ask(jvm, "GC.heap_info"));
        double kibibytes = 0;
        boolean found = false;
        while (used.find()) {
            kibibytes += Double.parseDouble(used.group(1));
            found = true;
        }
        if (!found) {
            throw new IllegalStateException("jcmd says nothing of the heap of process " + jvm.pid());
        }
        return kibibytes / 1024;
    }

    private static String ask(ProcessHandle jvm, String command) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(jvm.pid()), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("jcmd " + command + ": " + answer);
        }
        return answer;
    }
}
