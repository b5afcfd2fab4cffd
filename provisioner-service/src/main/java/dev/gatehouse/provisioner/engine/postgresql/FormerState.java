package dev.gatehouse.provisioner.engine.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a database was before its adoption, as far as an adoption changes it. It stands in the database's comment after the
 * marker, from before the first change on, so that it can be given back wherever a run ends. The database's owner can
 * write there; so only what that owner may grant anyway is read out of it.
 *
 * @param connections how many connections it took; -1 for any number
 * @param ofDatabase what everybody could do with the database
 * @param ofSchema what everybody could do in the schema public
 * @param comment the comment that it had
 */
record FormerState(int connections, List<String> ofDatabase, List<String> ofSchema, String comment) {
    private static final List<String> DATABASE = List.of("CONNECT", "CREATE", "TEMPORARY");
    private static final List<String> SCHEMA = List.of("CREATE", "USAGE");
    private static final Pattern TEXT = Pattern.compile(
            "[^\n]*\nbefore adoption: connections=(?<connections>-1|\\d{1,10}) database=(?<database>[A-Z,]*)"
                    + " schema=(?<schema>[A-Z,]*) comment=(?<comment>.*)",
            Pattern.DOTALL);

    /** @param inside connected to the database itself */
    static FormerState read(Statements maintenance, Connection inside, String database) throws SQLException {
        return new FormerState(
                Integer.parseInt(maintenance
                        .text("select datconnlimit::text from pg_database where datname = ?", database)
                        .orElse("-1")),
                known(
                        DATABASE,
                        maintenance
                                .text(
                                        "select string_agg(a.privilege_type, ',') from pg_database d,"
                                                + " aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a"
                                                + " where d.datname = ? and a.grantee = 0",
                                        database)
                                .orElse("")),
                known(
                        SCHEMA,
                        new Statements(inside)
                                .text("select string_agg(a.privilege_type, ',') from pg_namespace n,"
                                        + " aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a"
                                        + " where n.nspname = 'public' and a.grantee = 0")
                                .orElse("")),
                maintenance
                        .text(
                                "select shobj_description(oid, 'pg_database') from pg_database where datname = ?",
                                database)
                        .orElse(""));
    }

    /** What a marked comment remembers; empty if it remembers nothing that can be read. */
    static Optional<FormerState> parse(String comment) {
        Matcher text = TEXT.matcher(comment);
        return text.matches()
                ? Optional.of(new FormerState(
                        (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text.group("connections"))),
                        known(DATABASE, text.group("database")),
                        known(SCHEMA, text.group("schema")),
                        text.group("comment")))
                : Optional.empty();
    }

    /** The line that follows the marker. */
    String text() {
        return "\nbefore adoption: connections=" + connections + " database=" + String.join(",", ofDatabase)
                + " schema=" + String.join(",", ofSchema) + " comment=" + comment;
    }

    private static List<String> known(List<String> all, String listed) {
        return Arrays.stream(listed.split(","))
                .filter(all::contains)
                .distinct()
                .sorted()
                .toList();
    }
}
