package dev.gatehouse.request.template.model;

import dev.gatehouse.request.document.model.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A text in a tree, and where it stands. */
public record PlacedText(String pointer, String text) {

    /** Every text in a tree, in order. */
    public static List<PlacedText> in(String pointer, Object tree) {
        List<PlacedText> found = new ArrayList<>();
        collect(pointer, tree, found);
        return found;
    }

    private static void collect(String pointer, Object value, List<PlacedText> found) {
        if (value instanceof String text) {
            found.add(new PlacedText(pointer, text));
        } else if (value instanceof Map<?, ?> object) {
            object.forEach((key, member) -> collect(Pointer.child(pointer, key), member, found));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collect(Pointer.child(pointer, i), list.get(i), found);
            }
        }
    }
}
