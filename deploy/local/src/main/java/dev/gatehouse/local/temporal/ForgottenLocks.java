package dev.gatehouse.local.temporal;

import java.lang.reflect.Field;
import java.util.LinkedList;

/**
 * Stands in for the diary that the test server keeps of who held back its clock. It is for debugging only, entries are
 * struck out by walking it from its beginning, and some never are: after some thousand workflows the server spent most
 * of its time there. This one keeps nothing, and says of everything that it was in it.
 */
final class ForgottenLocks extends LinkedList<Object> {
    private static final long serialVersionUID = 1L;

    private ForgottenLocks() {}

    /**
     * Takes the diary away from a test service.
     *
     * @param service the library's {@code TestWorkflowService}, which offers no other way
     */
    static void in(Object service) {
        try {
            Object clock = field(service, "selfAdvancingTimer").get(service);
            field(clock, "lockEvents").set(clock, new ForgottenLocks());
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException("Temporal's test server is built otherwise in this version", changed);
        }
    }

    private static Field field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    @Override
    public boolean add(Object event) {
        return true;
    }

    @Override
    public boolean remove(Object event) {
        return true;
    }
}
