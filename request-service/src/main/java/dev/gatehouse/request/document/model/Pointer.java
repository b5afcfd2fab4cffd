package dev.gatehouse.request.document.model;

/** JSON pointers (RFC 6901) as text. */
public final class Pointer {
    private Pointer() {}

    /** The pointer of a member or an element of what {@code parent} points at. */
    public static String child(String parent, Object key) {
        return parent + "/" + String.valueOf(key).replace("~", "~0").replace("/", "~1");
    }

    /** The pointer of what holds the thing that {@code pointer} points at; empty for the whole. */
    public static String parent(String pointer) {
        int last = pointer.lastIndexOf('/');
        return last <= 0 ? "" : pointer.substring(0, last);
    }
}
