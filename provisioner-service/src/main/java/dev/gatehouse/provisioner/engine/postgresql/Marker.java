package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The comment on everything that this engine makes: whose it is, and which operation wrote it last. On a database that was
 * adopted it is followed by its {@link FormerState}.
 *
 * @param operation the operation's number, for fencing
 */
record Marker(String stackId, String component, int operation) {
    private static final Pattern TEXT = Pattern.compile(
            "gatehouse stack=(?<stack>\\S+) component=(?<component>.*?) operation=(?<operation>\\d{1,9})"
                    + "(?:\nbefore adoption: .*)?",
            Pattern.DOTALL);

    static Marker of(DesiredComponent desired) {
        return new Marker(desired.stack().id(), desired.name(), desired.stack().operationNumber());
    }

    static Optional<Marker> parse(@Nullable String comment) {
        if (comment == null) {
            return Optional.empty();
        }
        Matcher text = TEXT.matcher(comment);
        return text.matches()
                ? Optional.of(new Marker(
                        text.group("stack"), text.group("component"), Integer.parseInt(text.group("operation"))))
                : Optional.empty();
    }

    String text() {
        return "gatehouse stack=" + stackId + " component=" + component + " operation=" + operation;
    }

    boolean sameOwner(Marker other) {
        return stackId.equals(other.stackId) && component.equals(other.component);
    }
}
