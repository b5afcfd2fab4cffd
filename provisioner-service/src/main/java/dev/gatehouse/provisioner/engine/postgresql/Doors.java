package dev.gatehouse.provisioner.engine.postgresql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Who may connect to a component's database: shut before its data are dumped, open again where it then stays. */
final class Doors {
    private static final String EVERYBODY = "";

    private final Statements statements;
    private final Roles roles;
    private final DatabaseNames names;
    private final String target;
    private final List<Grant> former = new ArrayList<>();

    Doors(Statements statements, Roles roles, DatabaseNames names, String target) {
        this.statements = statements;
        this.roles = roles;
        this.names = names;
        this.target = target;
    }

    /** @param grantable whether the grantee could pass it on */
    private record Grant(String grantee, boolean grantable) {}

    /**
     * Nobody but this connection's role can connect any more, whoever had let them in; and whoever was connected is not,
     * as far as this role may say so.
     */
    void shut() throws SQLException {
        for (List<String> row : statements.rows(
                "select distinct case a.grantee when 0 then '' else pg_get_userbyid(a.grantee) end, a.is_grantable"
                        + " from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a"
                        + " where d.datname = ? and a.privilege_type = 'CONNECT'"
                        + " and pg_get_userbyid(a.grantee) <> current_user",
                names.database())) {
            former.add(new Grant(row.get(0), row.get(1).equals("t")));
        }
        statements.execute("grant connect on database %I to current_user", names.database());
        for (Grant grant : former) {
            change("revoke connect on database %I from ", grant, " cascade");
        }
        statements.rows(
                "select pg_terminate_backend(pid, 5000)::text from pg_stat_activity"
                        + " where datname = ? and usename <> current_user"
                        + " and (pg_has_role(current_user, usesysid, 'usage')"
                        + " or pg_has_role(current_user, 'pg_signal_backend', 'usage')"
                        + " and not (select rolsuper from pg_roles where oid = usesysid))",
                names.database());
    }

    /**
     * Throws if somebody is connected whom {@link #shut} could not send away.
     *
     * @throws dev.gatehouse.provisioner.engine.TransientFailure since they may leave
     */
    void refuseCompany() throws SQLException {
        String company = statements
                .text(
                        "select string_agg(distinct coalesce(usename, usesysid::text), ', ') from pg_stat_activity"
                                + " where datname = ? and usesysid is not null and usename is distinct from current_user",
                        names.database())
                .orElse("");
        if (!company.isEmpty()) {
            throw PostgresqlFailures.company(names.database(), target, company);
        }
    }

    /** Lets the owner, the reader and whoever could before {@link #shut} in. */
    void open() throws SQLException {
        statements.execute("grant all on database %I to %I", names.database(), names.owner());
        if (roles.exists(names.reader())) {
            statements.execute("grant connect on database %I to %I", names.database(), names.reader());
        }
        for (Grant grant : former) {
            change("grant connect on database %I to ", grant, grant.grantable() ? " with grant option" : "");
        }
        statements.execute("revoke all on database %I from current_user", names.database());
    }

    private void change(String verb, Grant grant, String more) throws SQLException {
        if (grant.grantee().equals(EVERYBODY)) {
            statements.execute(verb + "public" + more, names.database());
        } else {
            statements.execute(verb + "%I" + more, names.database(), grant.grantee());
        }
    }
}
