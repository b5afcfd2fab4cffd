package dev.gatehouse.provisioner.engine.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What one of a component's own roles owns, and may do, in one database, before the role goes.
 *
 * @param inside connected to that database
 */
record Belongings(Connection inside, String role) {

    /** Takes everything from the role, and removes what it owns. */
    void drop() throws SQLException {
        statements().execute("drop owned by %I", role);
    }

    /** Gives what the role owns to another one. What it may do stays. */
    void leaveTo(String heir) throws SQLException {
        if (isThereAny()) {
            statements().execute("reassign owned by %I to %I", role, heir);
        }
    }

    /**
     * In a database that is not the component's, nor dumped: what the role owns there is the database's owner's from then
     * on. Where this connection may not act for that owner nothing is done, so that the role cannot be dropped and the
     * failure says why; but nobody keeps data in a template, which may be open to everybody.
     */
    void settle() throws SQLException {
        Optional<String> heir = heir();
        if (heir.isPresent()) {
            disarm();
            leaveTo(heir.get());
        }
        if (heir.isPresent() || !isThereAny() || isTemplate()) {
            drop();
        }
    }

    /** Promises for what it would have made, and its passwords for other servers, are nobody else's. */
    private boolean isThereAny() throws SQLException {
        return statements()
                .isTrue(
                        "select exists (select from pg_shdepend s join pg_database d on d.oid = s.dbid"
                                + " join pg_roles r on r.oid = s.refobjid where s.refclassid = 'pg_authid'::regclass"
                                + " and s.classid not in ('pg_default_acl'::regclass, 'pg_user_mapping'::regclass)"
                                + " and s.deptype = 'o' and r.rolname = ? and d.datname = current_database())",
                        role);
    }

    private Optional<String> heir() throws SQLException {
        return statements()
                .text(
                        "select pg_get_userbyid(datdba) from pg_database where datname = current_database()"
                                + " and pg_has_role(current_user, datdba, 'usage') and pg_get_userbyid(datdba) <> ?",
                        role);
    }

    private boolean isTemplate() throws SQLException {
        return statements().isTrue("select datistemplate from pg_database where datname = current_database()");
    }

    /** The heir must not lend its rights to whoever calls what a guest wrote: functions, views, and other rules. */
    private void disarm() throws SQLException {
        Statements statements = statements();
        for (List<String> routine : statements.rows(
                "select oid::regprocedure::text from pg_proc where prosecdef and pg_get_userbyid(proowner) = ?",
                role)) {
            statements.execute("alter routine %s security invoker", routine.get(0));
        }
        for (List<String> grant : statements.rows(
                "select distinct c.oid::regclass::text, case a.grantee when 0 then 'public'"
                        + " else quote_ident(pg_get_userbyid(a.grantee)) end from pg_class c, lateral"
                        + " (select grantee from aclexplode(c.relacl) union select x.grantee from pg_attribute t,"
                        + " aclexplode(t.attacl) x where t.attrelid = c.oid) a"
                        + " where c.relhasrules and pg_get_userbyid(c.relowner) = ? and a.grantee <> c.relowner",
                role)) {
            statements.execute("revoke all on %s from %s cascade", grant.get(0), grant.get(1));
        }
    }

    private Statements statements() {
        return new Statements(inside);
    }
}
