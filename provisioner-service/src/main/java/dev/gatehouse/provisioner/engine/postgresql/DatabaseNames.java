package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.StackIdentity;
import java.nio.charset.StandardCharsets;

/**
 * The names of a component's database and owner role. They are readable, and end in a part of the stack's id, so that
 * two stacks never mean the same database. They may hold any character: statements quote them.
 */
record DatabaseNames(String database, String owner) {
    /** PostgreSQL silently cuts identifiers after 63 bytes; the owner's suffix and the id need 15 of them. */
    private static final int MAX_READABLE_BYTES = 63 - "_00000000".length() - "_owner".length();

    static DatabaseNames of(StackIdentity stack, String component) {
        String readable = (stack.namespace() + "_" + component).replace('-', '_');
        String id = stack.id().replace("-", "");
        String database = cut(readable) + "_" + id.substring(0, Math.min(8, id.length()));
        return new DatabaseNames(database, database + "_owner");
    }

    private static String cut(String readable) {
        String result = readable;
        while (result.getBytes(StandardCharsets.UTF_8).length > MAX_READABLE_BYTES) {
            result = result.substring(0, result.offsetByCodePoints(result.length(), -1));
        }
        return result;
    }
}
