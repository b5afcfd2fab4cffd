package dev.gatehouse.benchmark.bare;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement with named parameters.
 *
 * @param sql with PostgreSQL's numbered parameters
 * @param names the parameters' names, in the order of their numbers
 */
record Statement(String sql, List<String> names) {

    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]+)");

    static Statement parse(String text) {
        List<String> names = new ArrayList<>();
        String sql = PARAMETER.matcher(text).replaceAll(found -> {
            names.add(found.group(1));
            return "\\$" + names.size();
        });
        return new Statement(sql, List.copyOf(names));
    }

    Tuple bind(Map<String, @Nullable Object> values) {
        Tuple bound = Tuple.tuple();
        for (String name : names) {
            if (!values.containsKey(name)) {
                throw new IllegalStateException("statements.sql names :" + name + ", which has no value");
            }
            bound.addValue(values.get(name));
        }
        return bound;
    }
}
