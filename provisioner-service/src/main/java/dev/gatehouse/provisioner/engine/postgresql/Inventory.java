package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.MarkedResource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Databases and roles of a server that carry this engine's mark. */
final class Inventory {
    /** A database is whose its owner role is; its own comment counts only where that role carries no mark. */
    private static final String MARKED = """
            with role as (
                select oid, rolname, pg_catalog.shobj_description(oid, 'pg_authid') as mark from pg_catalog.pg_roles
            ), marked as (
                select 'database' as type, d.datname as name,
                       case when o.mark like 'gatehouse stack=%' then o.mark
                            else pg_catalog.shobj_description(d.oid, 'pg_database') end as mark
                from pg_catalog.pg_database d left join role o on o.oid = d.datdba
                union all
                select 'role', rolname, mark from role
            )
            select type, name, mark from marked where mark like 'gatehouse stack=%' order by type, name
            """;

    private Inventory() {}

    static List<MarkedResource> of(Connection maintenance) throws SQLException {
        return new Statements(maintenance)
                .rows(MARKED).stream()
                        .flatMap(row -> Marker.parse(row.get(2)).stream()
                                .map(marker ->
                                        new MarkedResource(new Resource(row.get(0), row.get(1)), marker.stackId())))
                        .toList();
    }
}
