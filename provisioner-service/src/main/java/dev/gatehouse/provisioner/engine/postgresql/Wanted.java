package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Inputs;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A component's inputs.
 *
 * @param connections how many connections the database takes, all users together
 * @param readOnlyConnections how many of them one login of the read-only access may have
 * @param extensions what is installed; each is on the list of allowed ones
 * @param rotation how often the passwords shall have been renewed
 * @param existing the name of a database that was there before; empty where the engine makes one, also for an empty name, so
 *     that a parameter may offer both
 */
record Wanted(
        int connections, int readOnlyConnections, List<String> extensions, int rotation, Optional<String> existing) {

    private static final int DEFAULT_CONNECTIONS = 20;
    private static final int MOST_CONNECTIONS = 10_000;
    private static final int DEFAULT_READ_ONLY_CONNECTIONS = 5;
    private static final int MOST_EXTENSIONS = 50;
    private static final int MOST_ROTATIONS = 1_000_000;
    private static final int LONGEST_NAME = 63;
    private static final String DATABASE = "database";
    private static final String DUMP = "dump";
    private static final String EXTENSIONS = "extensions";
    private static final String READ_ONLY_CONNECTIONS = "readOnlyConnections";
    private static final Set<String> KNOWN =
            Set.of("connections", READ_ONLY_CONNECTIONS, EXTENSIONS, "rotation", DATABASE, DUMP);

    /**
     * Reads the inputs.
     *
     * @param allowedExtensions what may be installed
     * @throws dev.gatehouse.provisioner.engine.PermanentFailure if one of them cannot be
     */
    static Wanted of(DesiredComponent desired, Set<String> allowedExtensions) {
        Inputs inputs = new Inputs(desired, KNOWN);
        // Only a destroy needs it, and that must not find out then that it cannot be read.
        inputs.flag(DUMP, true);
        int connections = inputs.integer("connections", 1, MOST_CONNECTIONS, DEFAULT_CONNECTIONS);
        List<String> extensions = inputs.texts(EXTENSIONS, MOST_EXTENSIONS, LONGEST_NAME);
        extensions.stream()
                .filter(extension -> !allowedExtensions.contains(extension))
                .findFirst()
                .ifPresent(extension -> {
                    throw inputs.failure(
                            EXTENSIONS,
                            "names " + extension + ", which is not allowed; allowed are "
                                    + allowedExtensions.stream().sorted().toList()
                                    + " (gatehouse.postgresql.extensions)");
                });
        return new Wanted(
                connections,
                inputs.integer(
                        READ_ONLY_CONNECTIONS, 1, connections, Math.min(DEFAULT_READ_ONLY_CONNECTIONS, connections)),
                extensions,
                inputs.integer("rotation", 0, MOST_ROTATIONS, 0),
                "".equals(desired.inputs().get(DATABASE)) ? Optional.empty() : inputs.text(DATABASE, LONGEST_NAME));
    }

    /** The database that a destroy is about. Its other inputs need not be right, for it may never have been made. */
    static Optional<String> existingOf(DesiredComponent desired) {
        return desired.inputs().get(DATABASE) instanceof String name && !name.isEmpty()
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Whether a destroy keeps the data. What is neither yes nor no declines nothing. */
    static boolean dumpOf(DesiredComponent desired, boolean byDefault) {
        Object said = desired.inputs().get(DUMP);
        return said == null ? byDefault : !Boolean.FALSE.equals(said);
    }
}
