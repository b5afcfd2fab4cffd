package dev.gatehouse.provisioner.engine;

import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Believes an engine only what can be true: its outputs go into events and into other components. */
final class EngineAnswers {
    private static final String TELL = "Tell the platform team: the engine has a fault.";
    private static final int MAX_TEXT = 1000;
    private static final int MAX_RESOURCES = 200;
    private static final int MAX_DEPTH = 32;
    private static final int SHOWN = 3;

    private EngineAnswers() {}

    /**
     * What the engine says that it made.
     *
     * @throws PermanentFailure if that is no JSON, or names no resource
     */
    static AppliedComponent check(Engine engine, @Nullable AppliedComponent said) {
        if (said == null || said.outputs() == null || said.resources() == null) {
            throw garbage(engine, "nothing");
        }
        said.outputs().forEach((name, value) -> checkValue(engine, "output " + name, value, 1));
        if (said.resources().size() > MAX_RESOURCES) {
            throw garbage(engine, said.resources().size() + " resources");
        }
        for (Resource resource : said.resources()) {
            if (!isName(resource.type()) || !isName(resource.id())) {
                throw garbage(engine, "a resource without a type or an id");
            }
        }
        return said;
    }

    /**
     * What the engine sees after it said that it was done.
     *
     * @throws PermanentFailure if that is not what it was to make
     */
    static void check(Engine engine, DesiredComponent desired, ObservedComponent seen) {
        if (!seen.asDesired()) {
            throw new PermanentFailure(
                    "engine " + engine.kind() + " says that component " + desired.name() + " is made, but it is "
                            + words(seen),
                    "Look for somebody else who changes it at the same time. " + TELL);
        }
    }

    /**
     * What the engine sees after it said that it had removed the component; that somebody else's is in its place is no fault.
     *
     * @throws PermanentFailure if something of the component is still there
     */
    static void checkGone(Engine engine, DesiredComponent desired, ObservedComponent seen) {
        if (seen.state() == ObservedComponent.State.PRESENT) {
            throw new PermanentFailure(
                    "engine " + engine.kind() + " says that component " + desired.name()
                            + " is removed, but it is still there",
                    "Look for somebody else who makes it at the same time. " + TELL);
        }
    }

    private static String words(ObservedComponent seen) {
        return switch (seen.state()) {
            case ABSENT -> "not there";
            case FOREIGN -> "somebody else's";
            case PRESENT -> "not as desired at " + words(seen.differences());
        };
    }

    /** Fields only: a live value may be anybody's secret, and a failure is told to everybody. */
    private static String words(List<Difference> differences) {
        return differences.stream()
                        .limit(SHOWN)
                        .map(one -> new FieldDifference(one.field(), one.desired(), one.live()).field())
                        .collect(Collectors.joining(", "))
                + (differences.size() > SHOWN ? " and " + (differences.size() - SHOWN) + " more" : "");
    }

    private static void checkValue(Engine engine, String place, @Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw garbage(engine, place + " nested deeper than " + MAX_DEPTH + " levels");
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, child) -> {
                if (!(name instanceof String)) {
                    throw garbage(engine, place + " with a key that is no text");
                }
                checkValue(engine, place, child, depth + 1);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(child -> checkValue(engine, place, child, depth + 1));
        } else if (value instanceof Number number) {
            if (!Double.isFinite(number.doubleValue())) {
                throw garbage(engine, place + " with " + number);
            }
        } else if (value != null && !(value instanceof String) && !(value instanceof Boolean)) {
            throw garbage(engine, place + " of type " + value.getClass().getSimpleName());
        }
    }

    private static boolean isName(@Nullable String text) {
        return text != null && !text.isBlank() && text.length() <= MAX_TEXT;
    }

    private static PermanentFailure garbage(Engine engine, String what) {
        return new PermanentFailure("engine " + engine.kind() + " returned " + what, TELL);
    }
}
