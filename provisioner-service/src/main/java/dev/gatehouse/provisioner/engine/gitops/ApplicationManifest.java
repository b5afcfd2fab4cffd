package dev.gatehouse.provisioner.engine.gitops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Inputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Argo CD Application with its Helm values, as text. The same component in the same generation gives the same bytes.
 * Labels carry the stack's id, so that the file, and the object that Argo CD makes of it, says whose it is. With its
 * finalizer Argo CD removes what it deployed before the object goes, which it does once the file is gone.
 */
final class ApplicationManifest {
    static final String STACK = "gatehouse.dev/stack";
    static final String COMPONENT = "gatehouse.dev/component";
    static final String GENERATION = "gatehouse.dev/generation";

    /** Names the team that may adopt what is nobody's. */
    static final String ADOPTABLE_BY = "gatehouse.dev/adoptable-by";

    /** The commit in which the file was before it was adopted. */
    static final String ADOPTED_FROM = "gatehouse.dev/adopted-from";

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private static final Set<String> INPUTS = Set.of("namespace", "values", "chart");
    private static final String DEFAULT_CHART = "charts/application";
    private static final JsonMapper YAML = JsonMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .build())
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final String METADATA = "metadata";
    private static final String FINALIZERS = "finalizers";

    private ApplicationManifest() {}

    /**
     * Inputs: {@code namespace}, {@code values} and {@code chart}, the chart's path in the repository.
     *
     * @param adopted the commit that it was adopted from; empty if the component made it
     * @param finalizer false renders it as a version of this service did that knew of none
     */
    static byte[] render(
            DesiredComponent desired, String repository, String branch, Optional<String> adopted, boolean finalizer) {
        Inputs inputs = new Inputs(desired, INPUTS);
        String namespace = inputs.text("namespace", 63).orElse(desired.stack().namespace());
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", "argoproj.io/v1alpha1");
        manifest.put("kind", "Application");
        manifest.put(METADATA, metadata(desired, namespace, adopted, finalizer));
        manifest.put(
                "spec",
                Map.of(
                        "project", desired.stack().team(),
                        "destination", Map.of("name", "in-cluster", "namespace", namespace),
                        "source",
                                Map.of(
                                        "repoURL",
                                        repository,
                                        "targetRevision",
                                        branch,
                                        "path",
                                        inputs.text("chart", 200).orElse(DEFAULT_CHART),
                                        "helm",
                                        Map.of("valuesObject", inputs.object("values"))),
                        "syncPolicy", Map.of("automated", Map.of("prune", true, "selfHeal", true))));
        try {
            return YAML.writeValueAsString(manifest).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Map<String, Object> metadata(
            DesiredComponent desired, String namespace, Optional<String> adopted, boolean finalizer) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(GENERATION, Integer.toString(desired.stack().generation()));
        adopted.ifPresent(commit -> annotations.put(ADOPTED_FROM, commit));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", namespace + "-" + desired.name());
        metadata.put("namespace", "argocd");
        metadata.put(
                "labels",
                Map.of(
                        STACK,
                        desired.stack().id(),
                        COMPONENT,
                        desired.name(),
                        "gatehouse.dev/team",
                        desired.stack().team()));
        metadata.put("annotations", annotations);
        if (finalizer) {
            metadata.put(FINALIZERS, List.of("resources-finalizer.argocd.argoproj.io"));
        }
        return metadata;
    }

    static boolean hasFinalizers(byte[] file) {
        return read(file)
                .map(manifest -> manifest.path(METADATA).has(FINALIZERS))
                .orElse(false);
    }

    /** Whether both make the same object in the cluster; where they do not, the former one goes with what it deployed. */
    static boolean areOneObject(byte[] desired, byte[] live) {
        return name(desired).equals(name(live));
    }

    private static String name(byte[] file) {
        return read(file)
                .map(manifest -> manifest.path(METADATA).path("name").asText(""))
                .orElse("");
    }

    /** The file as a tree; empty if it is no YAML document with an Application in it. */
    static Optional<JsonNode> read(byte[] file) {
        try {
            JsonNode manifest = YAML.readTree(file);
            return manifest.path("kind").asText("").equals("Application") ? Optional.of(manifest) : Optional.empty();
        } catch (IOException notYaml) {
            return Optional.empty();
        }
    }

    /** Whose a file is, if it is one of ours. */
    static Optional<Owner> owner(byte @Nullable [] file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            JsonNode metadata = YAML.readTree(file).path(METADATA);
            String stack = metadata.path("labels").path(STACK).asText("");
            return stack.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Owner(
                            stack,
                            metadata.path("labels").path(COMPONENT).asText(""),
                            metadata.path("annotations").path(GENERATION).asInt(0)));
        } catch (IOException notYaml) {
            return Optional.empty();
        }
    }

    /** The commit that a file says it was adopted from. */
    static Optional<String> adoptedFrom(byte[] file) {
        return annotation(file, ADOPTED_FROM)
                .filter(commit -> COMMIT.matcher(commit).matches());
    }

    static boolean isAdoptableBy(byte[] file, String team) {
        return annotation(file, ADOPTABLE_BY).filter(team::equals).isPresent();
    }

    private static Optional<String> annotation(byte[] file, String name) {
        return read(file)
                .map(manifest -> manifest.path(METADATA).path("annotations").path(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    static boolean isOf(byte[] file, DesiredComponent desired) {
        return owner(file).filter(owner -> owner.isFor(desired)).isPresent();
    }

    /** What the file's labels and annotations say. */
    record Owner(String stackId, String component, int generation) {
        boolean isFor(DesiredComponent desired) {
            return stackId.equals(desired.stack().id()) && component.equals(desired.name());
        }
    }
}
