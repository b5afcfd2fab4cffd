package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a component's file once the component is gone: nothing of what it made, and what was there before of what
 * it adopted. Which commit that was in, the file says itself; what it was, only the branch's history.
 */
record GivingBack(StackPath path, DesiredComponent component) implements Rewriting {

    @Override
    public byte @Nullable [] content(byte @Nullable [] current, ScratchClone clone) throws Exception {
        if (current == null) {
            return null;
        }
        String target = component.target().name();
        if (!ApplicationManifest.isOf(current, component)) {
            if (clone.history(path).isGivenBackBy(component)) {
                return current;
            }
            throw GitFailures.foreign(path.path(), target);
        }
        Optional<String> adopted = ApplicationManifest.adoptedFrom(current);
        if (adopted.isEmpty()) {
            return null;
        }
        return clone.history(path)
                .at(ObjectId.fromString(adopted.get()))
                .filter(before -> ApplicationManifest.owner(before).isEmpty())
                .orElseThrow(() -> GitFailures.nothingToGiveBack(path.path(), target, adopted.get()));
    }
}
