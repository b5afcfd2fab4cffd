package dev.gatehouse.provisioner.engine.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Looks at a database that was there before. */
final class ExistingDatabase {
    private final Statements statements;
    private final String name;

    ExistingDatabase(Connection maintenance, String name) {
        this.statements = new Statements(maintenance);
        this.name = name;
    }

    /** The role that owns it; empty if there is no such database. */
    Optional<String> owner() throws SQLException {
        return statements.text(
                "select pg_catalog.pg_get_userbyid(datdba) from pg_catalog.pg_database where datname = ?", name);
    }

    Adoption adoption(String owner, Roles roles) throws SQLException {
        String comment = statements
                .text("select shobj_description(oid, 'pg_database') from pg_database where datname = ?", name)
                .orElse("");
        return new Adoption(
                name,
                owner,
                statements.text("select current_user::text").orElseThrow(),
                Marker.parse(comment),
                roles.found(owner),
                statements.isTrue(
                        "select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls"
                                + " from pg_roles where rolname = ?",
                        owner),
                first(statements.rows(
                        "select pg_get_userbyid(roleid) from pg_auth_members"
                                + " where pg_get_userbyid(member) = ? order by 1",
                        owner)),
                first(statements.rows(
                        "select datname from pg_database where pg_get_userbyid(datdba) = ? and datname <> ?"
                                + " order by 1",
                        owner,
                        name)),
                comment.lines()
                        .filter(line -> line.startsWith(Adoption.ADOPTABLE_BY))
                        .map(line -> line.substring(Adoption.ADOPTABLE_BY.length()))
                        .toList(),
                statements.isTrue(
                        "select pg_has_role(current_user, ?::name, 'usage')"
                                + " and pg_has_role(current_user, ?::name, 'member with admin option')",
                        owner,
                        owner));
    }

    private static List<String> first(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(0)).toList();
    }
}
