package dev.gatehouse.request.timeline.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what was seen of a stack between its operations. */
final class DriftSentence {
    private static final int LONGEST_VALUE = 100;

    private DriftSentence() {}

    static String of(TimelineEntry entry) {
        Map<String, Object> data = entry.data();
        return switch (entry.event()) {
            case "DriftDetected" -> detected(data) + todo(data);
            case "DriftResolved" -> resolved(data);
            case "StackDegraded" -> "The stack is degraded: " + text(data.get("reason"));
            case "StackRecovered" -> "The stack is whole again";
            default -> "To be repaired: " + names(data.get("components"));
        };
    }

    /** Where the reason is not told, it is the one that is nearly always so. */
    private static String resolved(Map<String, Object> data) {
        String component = "Component " + text(data.get("component"));
        return "removed".equals(data.get("reason"))
                ? component + " exists no more, so its drift is of no account"
                : component + " is again as it was made";
    }

    private static String detected(Map<String, Object> data) {
        String component = "Component %s (%s)".formatted(text(data.get("component")), text(data.get("kind")));
        String target = text(data.get("target"));
        return switch (text(data.get("state"))) {
            case "absent" -> component + " is missing from target " + target;
            case "foreign" ->
                component + " is missing: something that is not the stack's has its place on target " + target;
            default -> component + " on target " + target + " is not as it was made" + differences(data);
        };
    }

    /** The first difference in full; of the others that they are there. */
    private static String differences(Map<String, Object> data) {
        if (!(data.get("differences") instanceof List<?> list)
                || list.isEmpty()
                || !(list.get(0) instanceof Map<?, ?> first)) {
            return "";
        }
        String writer = first.get("writer") == null ? "" : ", written by " + value(first.get("writer"));
        String more = list.size() == 1 ? "" : ", and " + (list.size() - 1) + " more";
        return ": %s is %s instead of %s%s%s"
                .formatted(
                        value(first.get("field")), value(first.get("live")), value(first.get("desired")), writer, more);
    }

    /** No repair takes over what is somebody else's. */
    private static String todo(Map<String, Object> data) {
        if (text(data.get("state")).equals("foreign")) {
            return "";
        }
        return switch (text(data.get("policy"))) {
            case "ask" -> ". Repair it with POST /api/v1/stacks/" + text(data.get("stackId")) + ":repair";
            case "repair" -> ". It is going to be repaired";
            default -> "";
        };
    }

    private static String value(@Nullable Object value) {
        String text = text(value);
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "?" : value.toString();
    }

    private static String names(@Nullable Object components) {
        return components instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : "?";
    }
}
