package dev.gatehouse.benchmark.bare;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement with named parameters.
 *
 * @param sql with PostgreSQL's numbered parameters
 * @param names the parameters' names, in the order of their numbers
 */
record Statement(String sql, List<String> names) {

    /** A colon and a name, but not a cast's two colons. */
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-zA-Z]+)");

    static Statement parse(String text) {
        List<String> names = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(text);
        String sql = parameter.replaceAll(found -> {
            names.add(found.group(1));
            return "\\$" + names.size();
        });
        return new Statement(sql, List.copyOf(names));
    }

    Tuple bind(Map<String, Object> values) {
        List<Object> bound = new ArrayList<>(names.size());
        names.forEach(name -> bound.add(Objects.requireNonNull(values.get(name), name)));
        return Tuple.from(bound);
    }
}
