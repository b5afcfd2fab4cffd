package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import java.util.List;
import java.util.regex.Pattern;

/** Where a component's file lies: {@code stacks/<team>/<stack>/<component>.yaml}. */
record StackPath(String path) {
    /** Below it lies everything that this engine writes. */
    static final String ROOT = "stacks";

    /** What is safe as a part of a path in every checkout: no separator, no dot in front, no upper case. */
    private static final Pattern SAFE = Pattern.compile("[a-z0-9]([-a-z0-9._]{0,62}[a-z0-9])?");

    static StackPath of(DesiredComponent desired) {
        List<String> parts = List.of(desired.stack().team(), desired.stack().name(), desired.name());
        for (String part : parts) {
            if (!SAFE.matcher(part).matches() || part.contains("..") || part.endsWith(".lock")) {
                throw new PermanentFailure(
                        "the name " + part + " cannot be a part of a path in Git",
                        "Use a name of lower-case letters, digits and dashes.");
            }
        }
        return new StackPath(ROOT + "/" + String.join("/", parts) + ".yaml");
    }
}
