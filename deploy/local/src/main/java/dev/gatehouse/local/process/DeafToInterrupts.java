package dev.gatehouse.local.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * A terminal sends Ctrl-C to every process that was started from it. Only the platform itself may heed it, since it knows
 * the order in which to stop the others: a service without its broker takes long to end.
 */
public final class DeafToInterrupts {

    private static final List<String> SHELL = List.of("sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

    private DeafToInterrupts() {}

    /** The same program in the same process, which ignores SIGINT; SIGTERM ends it as ever. */
    public static List<String> command(List<String> program) {
        return Stream.concat(SHELL.stream(), program.stream()).toList();
    }
}
