package dev.gatehouse.provisioner.engine.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Where a file in Git is not what was rendered, by JSON pointer. */
final class ManifestDifferences {
    /** Findings travel in events; more of them would help nobody. */
    private static final int MOST = 50;

    private static final String ABSENT = "absent";

    private final List<Difference> found = new ArrayList<>();

    private ManifestDifferences() {}

    /** Empty exactly if the two files are the same bytes. */
    static List<Difference> between(StackPath path, byte[] desired, byte[] live) {
        if (Arrays.equals(desired, live)) {
            return List.of();
        }
        ManifestDifferences differences = new ManifestDifferences();
        ApplicationManifest.read(desired).ifPresent(wanted -> ApplicationManifest.read(live)
                .ifPresentOrElse(
                        there -> differences.compare("", wanted, there),
                        () -> differences.add(path.path(), "an Application", "something else")));
        return differences.found.isEmpty()
                ? List.of(new Difference(path.path(), "as rendered", "written in another way"))
                : List.copyOf(differences.found);
    }

    private void compare(String pointer, JsonNode desired, JsonNode live) {
        if (!desired.isObject() || !live.isObject()) {
            if (!desired.equals(live)) {
                add(pointer, text(desired), text(live));
            }
            return;
        }
        TreeSet<String> fields = new TreeSet<>();
        desired.fieldNames().forEachRemaining(fields::add);
        live.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            compare(pointer + "/" + field.replace("~", "~0").replace("/", "~1"), desired.path(field), live.path(field));
        }
    }

    private void add(String field, String desired, String live) {
        if (found.size() < MOST) {
            found.add(new Difference(field, desired, live));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? ABSENT : node.isValueNode() ? node.asText() : node.toString();
    }
}
