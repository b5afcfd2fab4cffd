package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.StackIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The names of a component's database and roles. They are readable, and end in a part of the stack's id, so that two
 * stacks never mean the same database; where the readable part is too long and cut, in a hash of the stack's id and the
 * component, so that two components of one stack do not either. They may hold any character: statements quote them.
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

    private static final int LONGEST_END = 8;

    static DatabaseNames of(StackIdentity stack, String component) {
        String readable = readable(stack, component);
        return named(cut(readable), isCut(readable) ? hash(stack, component) : id(stack));
    }

    /**
     * The names that were given before where something was cut: two components of one stack could have the same. What was
     * made under them keeps them. Empty where nothing is cut, for those names are the same as ever.
     */
    static Optional<DatabaseNames> former(StackIdentity stack, String component) {
        String readable = readable(stack, component);
        return isCut(readable) ? Optional.of(named(cut(readable), id(stack))) : Optional.empty();
    }

    private static DatabaseNames named(String readable, String end) {
        String base = readable + "_" + end;
        return new DatabaseNames(base, base, base + OWNER);
    }

    private static String readable(StackIdentity stack, String component) {
        return (stack.namespace() + "_" + component).replace('-', '_');
    }

    private static String id(StackIdentity stack) {
        String id = stack.id().replace("-", "");
        return id.substring(0, Math.min(LONGEST_END, id.length()));
    }

    private static String hash(StackIdentity stack, String component) {
        try {
            byte[] text = (stack.id() + "/" + component).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash).substring(0, LONGEST_END);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The names where the database is one that was there before; its owner stays its owner. */
    DatabaseNames around(String existingDatabase, String existingOwner) {
        return new DatabaseNames(base, existingDatabase, existingOwner);
    }

    /** Whether the owner is a role of our own making; the owner of a database that was there before is not. */
    boolean ownerIsOurs() {
        return owner.equals(madeOwner());
    }

    /** The role that owns the database where the engine makes one. */
    String madeOwner() {
        return base + OWNER;
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

    /** Every role that the component may have made, in the order in which they can be dropped. */
    List<String> ownRoles() {
        List<String> own = new ArrayList<>();
        for (Access access : Access.values()) {
            own.addAll(logins(access));
        }
        own.add(reader());
        if (ownerIsOurs()) {
            own.add(owner);
        }
        return own;
    }

    /** The role whose rights the logins of one kind of access have. */
    String group(Access access) {
        return access == Access.OWNER ? owner : reader();
    }

    private static boolean isCut(String readable) {
        return !cut(readable).equals(readable);
    }

    private static String cut(String readable) {
        String result = readable;
        while (result.getBytes(StandardCharsets.UTF_8).length > MAX_READABLE_BYTES) {
            result = result.substring(0, result.offsetByCodePoints(result.length(), -1));
        }
        return result;
    }
}
