package dev.gatehouse.request.timeline.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says an entry in one sentence for people. Events it does not know are said by their name. */
public final class Sentence {
    private Sentence() {}

    public static String of(TimelineEntry entry) {
        Map<String, Object> data = entry.data();
        return switch (entry.event()) {
            case "StackRequested" ->
                "%s requested the stack from template %s %s"
                                .formatted(
                                        text(data, "requestedBy"),
                                        text(data, "template", "name"),
                                        text(data, "template", "version"))
                        + adopting(data);
            case "StackChangeRequested" -> changeRequested(data);
            case "OperationCancelRequested" ->
                "%s asked to cancel operation %s (%s)"
                        .formatted(
                                text(data, "requestedBy"),
                                text(data, "operation", "number"),
                                text(data, "operation", "kind"));
            case "DriftDetected", "DriftResolved", "StackDegraded", "StackRecovered", "RepairNeeded" ->
                DriftSentence.of(entry);
            case "ProvisioningStarted" ->
                "Provisioning started, attempt %s: %s".formatted(text(data, "attempt"), names(data.get("components")));
            case "ComponentProvisioned" ->
                "Component %s (%s) stands on target %s"
                        .formatted(
                                text(data, "component", "name"),
                                text(data, "component", "kind"),
                                text(data, "component", "target"));
            case "StackProvisioned" -> "The stack is ready, generation " + text(data, "generation") + emptied(data);
            case "ProvisioningFailed" -> failed("Provisioning", data) + restored(data) + leftOver(data);
            case "StackDeletionRequested" -> text(data, "requestedBy") + " asked for the stack's deletion";
            case "DeletionProtectionChanged" ->
                "%s %s"
                        .formatted(
                                text(data, "changedBy"),
                                Boolean.TRUE.equals(data.get("deletionProtection"))
                                        ? "protected the stack from deletion"
                                        : "lifted the stack's protection from deletion");
            case "ComponentDestroyed" ->
                "Component %s (%s) is gone from target %s"
                        .formatted(
                                text(data, "component", "name"),
                                text(data, "component", "kind"),
                                text(data, "component", "target"));
            case "StackDeleted" -> "The stack is deleted";
            case "DeletionFailed" -> failed("Deletion", data) + untouched(data) + leftOver(data);
            case "SecretRead" -> "%s read the secret %s".formatted(text(data, "readBy"), text(data, "reference"));
            default -> entry.event();
        };
    }

    private static String adopting(Map<String, Object> data) {
        return data.get("adopt") instanceof List<?> adopt && !adopt.isEmpty()
                ? ", taking over what is there as " + joined(adopt)
                : "";
    }

    private static String changeRequested(Map<String, Object> data) {
        String who = text(data, "requestedBy");
        return data.get("repair") instanceof List<?> repair && !repair.isEmpty()
                ? "%s asked to have made again: %s".formatted(who, joined(repair))
                : "%s asked for other parameters, generation %s".formatted(who, text(data, "generation"));
    }

    private static String joined(List<?> texts) {
        return texts.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String failed(String what, Map<String, Object> data) {
        String where = data.get("component") == null ? "" : " at component " + text(data, "component");
        return "%s failed%s: %s. Remedy: %s".formatted(what, where, text(data, "reason"), text(data, "remedy"));
    }

    private static String emptied(Map<String, Object> data) {
        return data.get("emptied") instanceof List<?> emptied && !emptied.isEmpty()
                ? ". Made again without the data that it held: " + joined(emptied)
                : "";
    }

    private static String restored(Map<String, Object> data) {
        return Boolean.TRUE.equals(data.get("restored")) ? ". The stack is again as it was before" : "";
    }

    private static String untouched(Map<String, Object> data) {
        return Boolean.TRUE.equals(data.get("restored")) ? ". Nothing was removed" : "";
    }

    private static String leftOver(Map<String, Object> data) {
        if (!(data.get("orphans") instanceof List<?> orphans) || orphans.isEmpty()) {
            return "";
        }
        String components = orphans.stream()
                .map(orphan -> orphan instanceof Map<?, ?> map
                        ? map.get("component") + " on target " + map.get("target")
                        : "?")
                .collect(Collectors.joining(", "));
        return ". Left over: " + components;
    }

    private static String text(Map<String, Object> data, String... path) {
        @Nullable Object value = data;
        for (String name : path) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return value == null ? "?" : value.toString();
    }

    private static String names(@Nullable Object components) {
        if (!(components instanceof List<?> list)) {
            return "?";
        }
        return list.stream()
                .map(item -> item instanceof Map<?, ?> component ? String.valueOf(component.get("name")) : "?")
                .collect(Collectors.joining(", "));
    }
}
