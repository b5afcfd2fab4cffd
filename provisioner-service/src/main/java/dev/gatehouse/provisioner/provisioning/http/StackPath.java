package dev.gatehouse.provisioner.provisioning.http;

import dev.gatehouse.provisioner.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The stack that a path names. */
public final class StackPath {
    /** Whatever looks otherwise is not looked for. */
    private static final Pattern STACK_ID = Pattern.compile("[-A-Za-z0-9]{1,64}");

    private StackPath() {}

    /** What there is of the stack; where there is nothing, a problem (404) says so. */
    public static <T> Uni<T> find(String id, Function<String, Uni<Optional<T>>> lookup) {
        Uni<Optional<T>> known = STACK_ID.matcher(id).matches()
                ? lookup.apply(id)
                : Uni.createFrom().item(Optional.empty());
        return known.map(found -> found.orElseThrow(StackPath::unknown));
    }

    private static RuntimeException unknown() {
        return Problem.of(
                        404,
                        "unknown-stack",
                        "Nothing is known of such a stack here",
                        "Look it up with GET /api/v1/stacks/{id}; a stack that was just requested appears in a moment.")
                .exception();
    }
}
