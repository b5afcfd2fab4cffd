package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.StackIdentity;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The names of a component's database and roles. They are readable, and end in a part of the stack's id, so that two
 * stacks never mean the same database. They may hold any character: statements quote them.
 *
 * @param base what the roles' names begin with
 * @param database the database; another name than the base if it was there before
 * @param owner the role that owns the database and what is in it; nobody logs in by it
 */
record DatabaseNames(String base, String database, String owner) {
    private static final String OWNER = "_owner";
    private static final String READER = "_read";

    /** PostgreSQL silently cuts identifiers after 63 bytes; the longest suffix and the id need 15 of them. */
    private static final int MAX_READABLE_BYTES = 63 - "_00000000".length() - OWNER.length();

    static DatabaseNames of(StackIdentity stack, String component) {
        String readable = (stack.namespace() + "_" + component).replace('-', '_');
        String id = stack.id().replace("-", "");
        String base = cut(readable) + "_" + id.substring(0, Math.min(8, id.length()));
        return new DatabaseNames(base, base, base + OWNER);
    }

    /** The names where the database is one that was there before; its owner stays its owner. */
    DatabaseNames around(String existingDatabase, String existingOwner) {
        return new DatabaseNames(base, existingDatabase, existingOwner);
    }

    /** Whether the owner is a role of our own making; the owner of a database that was there before is not. */
    boolean ownerIsOurs() {
        return owner.equals(base + OWNER);
    }

    /** The role that may read. Nobody logs in by it. */
    String reader() {
        return base + READER;
    }

    /** The roles that log in for one kind of access, in the order in which they take turns. */
    List<String> logins(Access access) {
        return switch (access) {
            case OWNER -> List.of(base + "_rw_a", base + "_rw_b");
            case READER -> List.of(base + "_ro_a", base + "_ro_b");
        };
    }

    /** The role whose rights the logins of one kind of access have. */
    String group(Access access) {
        return access == Access.OWNER ? owner : reader();
    }

    private static String cut(String readable) {
        String result = readable;
        while (result.getBytes(StandardCharsets.UTF_8).length > MAX_READABLE_BYTES) {
            result = result.substring(0, result.offsetByCodePoints(result.length(), -1));
        }
        return result;
    }
}
