package dev.gatehouse.request.stack.json;

import dev.gatehouse.request.document.json.JsonDocuments;
import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.schema.DocumentSchema;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.stack.RequestStack;
import dev.gatehouse.request.stack.model.ShownPlan;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests strictly: an unknown field is more likely a mistake than a wish. */
@ApplicationScoped
public class StackRequestJson {
    /** Events carry the parameters, so they must stay small. */
    private static final int LARGEST = 256 * 1024;

    private static final Limits LIMITS = new Limits(2_000, LARGEST);

    private final DocumentSchema schema = DocumentSchema.resource("/schemas/stack-request.json");

    /** A request, and what its content is recognised by. */
    public record Read(RequestStack request, Object content) {

        /** The SHA-256 of the content, whatever the order of its members. */
        public String fingerprint() {
            return StackRequestJson.fingerprint(content);
        }
    }

    /** @throws Refusal where the bytes are not JSON, too many, or not a request */
    public Read read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new Refusal(
                    Problem.of(413, "too-large", "The body is too large", "A stack request may have 256 KB."));
        }
        Object value = JsonDocuments.read(bytes, LIMITS).value();
        ShownPlan plan = PlanMember.read(value);
        List<FieldError> faults = schema.check(value);
        if (!faults.isEmpty() || !(value instanceof Map<?, ?>)) {
            throw new Refusal(Problem.of(
                            422,
                            "invalid-request",
                            "The request has faults",
                            "Correct the fields listed in errors and send the request again.")
                    .at(faults));
        }
        return new Read(request(object(value), plan), value);
    }

    private static RequestStack request(Map<String, Object> body, @Nullable ShownPlan plan) {
        Map<String, String> labels = new HashMap<>();
        object(body.get("labels")).forEach((key, value) -> labels.put(key, (String) value));
        return new RequestStack(
                String.valueOf(body.get("name")),
                String.valueOf(body.get("team")),
                String.valueOf(body.get("template")),
                (String) body.get("version"),
                object(body.get("parameters")),
                (String) body.getOrDefault("environment", RequestStack.DEFAULT_ENVIRONMENT),
                labels,
                texts(body.get("adopt")),
                plan);
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(@Nullable Object value) {
        return value == null ? List.of() : List.copyOf((List<String>) value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static String fingerprint(Object value) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(JsonText.write(value).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
