package dev.gatehouse.request.document.model;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a parsed tree over: counts what it stands for (an alias counts each time it is used), and leaves nothing in it
 * that a later reader, table or consumer would stumble over.
 *
 * <p>Numbers without a fraction become 64-bit integers however they were written, because JSON has one kind of number
 * and expressions have two.
 */
public final class PlainTree {
    private static final int LONGEST_KEY = 256;
    private static final int MOST_MEMBERS = 1_000;
    private static final int DEEPEST = 64;
    private static final double BEYOND_LONG = 0x1p63;

    private final Limits limits;
    private final Deque<Object> path = new ArrayDeque<>();
    private int nodes;
    private long characters;

    private PlainTree(Limits limits) {
        this.limits = limits;
    }

    /**
     * How much a tree may stand for.
     *
     * @param nodes maps, lists and scalars, each as often as it is used
     * @param characters the texts, and the keys that lead to each value
     */
    public record Limits(int nodes, long characters) {}

    /** @throws UnusableTree at the first thing that cannot be taken */
    public static @Nullable Object of(@Nullable Object tree, Limits limits) {
        return new PlainTree(limits).take(tree);
    }

    private @Nullable Object take(@Nullable Object value) {
        if (++nodes > limits.nodes() || path.size() > DEEPEST) {
            throw fault("stands for too large a tree; " + limits.nodes() + " values are the limit");
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        } else if (value instanceof List<?> list) {
            return list(list);
        } else if (value instanceof String text) {
            return text(text);
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value == null || value instanceof Boolean) {
            return value;
        }
        throw fault("has a value that JSON does not know");
    }

    private Map<String, Object> map(Map<?, ?> map) {
        if (map.size() > MOST_MEMBERS) {
            throw fault("has more than " + MOST_MEMBERS + " members");
        }
        Map<String, Object> taken = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name) || name.length() > LONGEST_KEY) {
                throw fault("has a key that is no text of at most " + LONGEST_KEY + " characters");
            }
            path.addLast(text(name));
            taken.put(name, take(value));
            path.removeLast();
        });
        return taken;
    }

    private List<Object> list(List<?> list) {
        List<Object> taken = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            path.addLast(i);
            taken.add(take(list.get(i)));
            path.removeLast();
        }
        return taken;
    }

    private String text(String text) {
        characters += text.length();
        if (characters > limits.characters()) {
            throw fault("stands for too much text; " + limits.characters() + " characters are the limit");
        }
        if (text.indexOf('\0') >= 0) {
            throw fault("holds the character NUL");
        }
        if (text.codePoints().anyMatch(PlainTree::isHalfAPair)) {
            throw fault("holds half of a surrogate pair, which is no character");
        }
        return text;
    }

    /** A whole pair is one code point beyond these; half of one cannot be encoded, so no event could carry it. */
    private static boolean isHalfAPair(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private Number number(Number number) {
        if (number instanceof BigInteger) {
            throw fault("is beyond 64 bits");
        }
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value) || Math.abs(value) >= BEYOND_LONG) {
                throw fault("is beyond 64 bits");
            }
            return value == Math.rint(value) ? (Number) (long) value : (Number) value;
        }
        return number.longValue();
    }

    private UnusableTree fault(String detail) {
        StringBuilder pointer = new StringBuilder();
        for (Iterator<Object> keys = path.iterator(); keys.hasNext() && pointer.length() < LONGEST_KEY; ) {
            pointer.append(Pointer.child("", keys.next()));
        }
        return new UnusableTree(pointer.toString(), detail);
    }
}
