package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the read-only role may do inside a database: read every table and view that the owner, or one of its logins, has
 * made or will make. What others made there, such as an extension, is theirs to grant.
 */
final class ReadAccess {
    /** Who may act for a schema's or table's owner may grant its rights; the catalogs are none of our business. */
    private static final String SCHEMAS = " from pg_namespace n where n.nspname <> 'information_schema'"
            + " and n.nspname not like 'pg\\_%' and pg_has_role(current_user, n.nspowner, 'usage')"
            + " and not has_schema_privilege(?, n.oid, 'usage')";

    private static final String TABLES = " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            + " where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema'"
            + " and n.nspname not like 'pg\\_%' and pg_has_role(current_user, c.relowner, 'usage')"
            + " and not has_table_privilege(?, c.oid, 'select')";

    private static final String PROMISED = "select count(*) = 2 from pg_default_acl d, aclexplode(d.defaclacl) a"
            + " where pg_get_userbyid(d.defaclrole) = ? and d.defaclnamespace = 0 and pg_get_userbyid(a.grantee) = ?"
            + " and (d.defaclobjtype, a.privilege_type) in (('r', 'SELECT'), ('n', 'USAGE'))";

    /** Undefined table or schema: dropped since it was listed. */
    private static final Set<String> GONE = Set.of("42P01", "3F000");

    private final Statements statements;
    private final String reader;

    /** @param inside connected to the database itself */
    ReadAccess(Connection inside, String reader) {
        this.statements = new Statements(inside);
        this.reader = reader;
    }

    /** Grants what is there, and promises what these roles will make. */
    void ensure(List<String> makers) throws SQLException {
        for (String maker : makers) {
            statements.execute("alter default privileges for role %I grant usage on schemas to %I", maker, reader);
            statements.execute("alter default privileges for role %I grant select on tables to %I", maker, reader);
        }
        for (List<String> schema : statements.rows("select n.nspname" + SCHEMAS, reader)) {
            grant("grant usage on schema %I to %I", schema.get(0), reader);
        }
        for (List<String> table : statements.rows("select n.nspname, c.relname" + TABLES, reader)) {
            grant("grant select on table %I.%I to %I", table.get(0), table.get(1), reader);
        }
    }

    List<Difference> differences(List<String> makers) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        count(
                "schemas",
                statements.text("select count(*)::text" + SCHEMAS, reader).orElse("0"),
                differences);
        count(
                "tables",
                statements.text("select count(*)::text" + TABLES, reader).orElse("0"),
                differences);
        for (String maker : makers) {
            if (!statements.isTrue(PROMISED, maker, reader)) {
                differences.add(new Difference("future tables of " + maker, "readable", "not readable"));
            }
        }
        return differences;
    }

    private static void count(String what, String unreadable, List<Difference> differences) {
        if (!unreadable.equals("0")) {
            differences.add(new Difference(what, "readable", unreadable + " not readable"));
        }
    }

    private void grant(String template, String... names) throws SQLException {
        try {
            statements.execute(template, names);
        } catch (SQLException failed) {
            if (!GONE.contains(String.valueOf(failed.getSQLState()))) {
                throw failed;
            }
        }
    }
}
