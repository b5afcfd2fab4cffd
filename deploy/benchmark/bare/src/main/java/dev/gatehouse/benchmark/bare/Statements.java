package dev.gatehouse.benchmark.bare;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The statements of {@code statements.sql}: those before its {@code begin}, and those up to its {@code commit}. */
@ApplicationScoped
class Statements {

    private final List<Statement> before;
    private final List<Statement> inTransaction;

    Statements() throws IOException {
        List<String> all = read();
        int begin = all.indexOf("begin");
        before = all.subList(0, begin).stream().map(Statement::parse).toList();
        inTransaction = all.subList(begin + 1, all.indexOf("commit")).stream()
                .map(Statement::parse)
                .toList();
    }

    private static List<String> read() throws IOException {
        try (InputStream in = Statements.class.getResourceAsStream("/statements.sql")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.replaceAll("(?m)--.*$", "").split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
    }

    List<Statement> before() {
        return before;
    }

    List<Statement> inTransaction() {
        return inTransaction;
    }
}
