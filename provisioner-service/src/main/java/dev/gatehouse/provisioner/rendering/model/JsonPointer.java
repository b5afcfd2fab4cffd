package dev.gatehouse.provisioner.rendering.model;

import java.util.ArrayList;
import java.util.List;

/** A place in a JSON document (RFC 6901), kept as unescaped segments. */
public record JsonPointer(List<String> segments) {
    public static final JsonPointer ROOT = new JsonPointer(List.of());

    public JsonPointer {
        segments = List.copyOf(segments);
    }

    public static JsonPointer of(String... segments) {
        return new JsonPointer(List.of(segments));
    }

    public JsonPointer child(String segment) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(segment);
        return new JsonPointer(longer);
    }

    public JsonPointer child(int index) {
        return child(Integer.toString(index));
    }

    /** Whether one place, as text, is another one or lies within it. */
    public static boolean isWithin(String place, String around) {
        return place.equals(around) || place.startsWith(around + "/");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String segment : segments) {
            text.append('/').append(segment.replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }
}
