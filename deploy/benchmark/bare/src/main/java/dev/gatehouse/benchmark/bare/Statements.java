package dev.gatehouse.benchmark.bare;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The statements of {@code statements.sql}, in their order. */
@ApplicationScoped
class Statements {

    private final List<Statement> all;

    Statements() throws IOException {
        try (InputStream in = Statements.class.getResourceAsStream("/statements.sql")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            all = Arrays.stream(text.replaceAll("(?m)--.*$", "").split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .map(Statement::parse)
                    .toList();
        }
    }

    List<Statement> all() {
        return all;
    }
}
