package dev.gatehouse.request.intake.http;

import dev.gatehouse.request.document.json.JsonDocuments;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.schema.DocumentSchema;
import dev.gatehouse.request.intake.RegisterProducer;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A producer as it is sent: {@code {key, teams}}. */
final class ProducerBody {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Limits LIMITS = new Limits(500, 16 * 1024);
    private static final DocumentSchema SCHEMA = DocumentSchema.resource("/schemas/producer.json");

    private ProducerBody() {}

    /** @throws Refusal where the name or the body has faults */
    static RegisterProducer read(String name, byte[] bytes) {
        Object value = JsonDocuments.read(bytes, LIMITS).value();
        List<FieldError> faults = new ArrayList<>(SCHEMA.check(value));
        if (!NAME.matcher(name).matches()) {
            faults.add(new FieldError("", "the name in the path is no RFC 1123 label"));
        }
        if (!faults.isEmpty() || !(value instanceof Map<?, ?> body)) {
            throw new Refusal(Problem.of(
                            422,
                            "invalid-request",
                            "The request has faults",
                            "Correct the fields listed in errors and send the request again.")
                    .at(faults));
        }
        Set<String> teams = new LinkedHashSet<>();
        list(body).forEach(team -> teams.add(String.valueOf(team)));
        return new RegisterProducer(name, key(body), teams);
    }

    private static List<?> list(Map<?, ?> body) {
        return body.get("teams") instanceof List<?> teams ? teams : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> key(Map<?, ?> body) {
        return body.get("key") instanceof Map<?, ?> key ? (Map<String, Object>) key : Map.of();
    }
}
