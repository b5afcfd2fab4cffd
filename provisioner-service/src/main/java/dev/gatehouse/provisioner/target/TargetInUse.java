package dev.gatehouse.provisioner.target;

/** Refuses to point a target elsewhere while components lie on it: they would be looked for where they are not. */
public final class TargetInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TargetInUse(String target) {
        super("components lie on target " + target);
    }
}
