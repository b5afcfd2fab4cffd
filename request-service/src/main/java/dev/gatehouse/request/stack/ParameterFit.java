package dev.gatehouse.request.stack;

import dev.gatehouse.request.document.model.PlainTree;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.model.UnusableTree;
import dev.gatehouse.request.problem.model.FieldError;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.template.Releases.Ready;
import dev.gatehouse.request.template.model.Defaults;
import dev.gatehouse.request.template.model.Template;
import java.util.List;
import java.util.Map;

/** Judges a team's parameters by the schema of a release. */
final class ParameterFit {
    private static final Limits DEFAULTS = new Limits(5_000, 200_000);

    private ParameterFit() {}

    /**
     * What the release's schema adds to the parameters.
     *
     * @throws Refusal where both together do not fit the release
     */
    static Map<String, Object> defaults(Ready release, Map<String, Object> parameters) {
        Template template = release.release().template();
        Map<String, Object> defaults = Defaults.added(template.parameters(), parameters);
        refuseLarge(defaults);
        List<FieldError> faults = release.parameters().faults(Defaults.merge(defaults, parameters));
        if (!faults.isEmpty()) {
            throw new Refusal(invalidParameters(template, faults));
        }
        return defaults;
    }

    /** Parameters that hold many objects may draw in each object's defaults; the fact about all must stay small. */
    private static void refuseLarge(Map<String, Object> defaults) {
        try {
            PlainTree.of(defaults, DEFAULTS);
        } catch (UnusableTree tooLarge) {
            throw new Refusal(Problem.of(
                            422,
                            "invalid-parameters",
                            "The parameters do not fit the release",
                            "The defaults that they draw in are too large; set fewer objects.")
                    .at("/parameters" + tooLarge.pointer(), tooLarge.detail()));
        }
    }

    private static Problem invalidParameters(Template template, List<FieldError> faults) {
        return Problem.of(
                        422,
                        "invalid-parameters",
                        "The parameters do not fit the release",
                        "Correct the fields listed in errors; the schema is at /api/v1/templates/" + template.name()
                                + "/releases/" + template.version() + ".")
                .at(faults.stream()
                        .map(fault -> new FieldError("/parameters" + fault.pointer(), fault.detail()))
                        .toList());
    }
}
