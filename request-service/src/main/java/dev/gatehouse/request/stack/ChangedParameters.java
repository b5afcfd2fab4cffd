package dev.gatehouse.request.stack;

import dev.gatehouse.request.document.model.MergePatch;
import dev.gatehouse.request.document.model.PlainTree;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.model.UnusableTree;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import java.util.Map;
import java.util.Objects;

/** A stack's parameters after a merge patch. */
final class ChangedParameters {
    private static final int MOST = 200;
    private static final Limits LIMITS = new Limits(2_000, 256 * 1024);

    private ChangedParameters() {}

    /**
     * The parameters after the patch: those that were given where it changes nothing, however their numbers are kept.
     *
     * @throws Refusal where they have grown beyond what a request may hold
     */
    static Map<String, Object> of(Map<String, Object> parameters, Map<String, Object> patch) {
        Map<String, Object> changed = MergePatch.merged(parameters, patch);
        if (changed.size() > MOST) {
            throw tooLarge("", "has more than " + MOST + " members");
        }
        try {
            boolean same = Objects.equals(PlainTree.of(changed, LIMITS), PlainTree.of(parameters, LIMITS));
            return same ? parameters : changed;
        } catch (UnusableTree large) {
            throw tooLarge(large.pointer(), large.detail());
        }
    }

    private static Refusal tooLarge(String pointer, String detail) {
        return new Refusal(Problem.of(
                        422,
                        "invalid-parameters",
                        "The parameters do not fit the release",
                        "Together with those that the stack has they are too many; remove some by setting them to null.")
                .at("/parameters" + pointer, detail));
    }
}
