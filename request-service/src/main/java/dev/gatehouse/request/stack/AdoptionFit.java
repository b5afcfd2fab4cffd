package dev.gatehouse.request.stack;

import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.template.model.Template;
import java.util.List;
import java.util.stream.IntStream;

/** Judges which components shall be taken over. Whether what is there may be is not known here: its owner must agree. */
final class AdoptionFit {
    private AdoptionFit() {}

    /** @throws Refusal where a name is none of the release's components */
    static void check(Template template, List<String> adopt) {
        List<String> known = template.components().stream()
                .map(component -> component.name())
                .toList();
        List<FieldError> faults = IntStream.range(0, adopt.size())
                .filter(index -> !known.contains(adopt.get(index)))
                .mapToObj(index -> new FieldError("/adopt/" + index, "is no component of the release"))
                .toList();
        if (!faults.isEmpty()) {
            throw new Refusal(Problem.of(
                            422,
                            "invalid-adoption",
                            "The release has no such component to adopt",
                            "Name components of " + template.name() + " " + template.version() + ": "
                                    + String.join(", ", known) + ".")
                    .at(faults));
        }
    }
}
