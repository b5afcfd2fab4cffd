package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** What a component shall be in Git. A file that was adopted goes on to say from which commit, whatever is written over it. */
record WantedFile(DesiredComponent desired, RemoteRepository remote, StackPath path) {

    /**
     * @param schemes those that a repository's URL may have
     * @throws PermanentFailure if it cannot be rendered, or is too large to be read again
     */
    static WantedFile of(DesiredComponent desired, Set<String> schemes) {
        WantedFile wanted =
                new WantedFile(desired, RemoteRepository.of(desired.target(), schemes), StackPath.of(desired));
        int bytes = wanted.over(null).length; // what cannot be written is refused before anything is read
        if (bytes > ScratchClone.LARGEST) {
            throw new PermanentFailure(
                    "the Application of component " + desired.name() + " would have " + bytes + " bytes, and at most "
                            + ScratchClone.LARGEST + " are read",
                    "Give fewer input values, at /values; the chart has defaults of its own.");
        }
        return wanted;
    }

    Resource resource() {
        return new Resource("file", path.path());
    }

    /**
     * What an apply would do.
     *
     * @param live the file that is there; null if none is
     * @throws PermanentFailure if it is somebody else's
     */
    ComponentPlan plan(byte @Nullable [] live) {
        Takeover.NEVER.check(live, path, desired);
        return new ComponentPlan(List.of(live == null ? PlannedResource.created(resource()) : planned(live)));
    }

    private PlannedResource planned(byte[] live) {
        byte[] content = over(live);
        List<Difference> differences = ManifestDifferences.between(path, content, live);
        return ApplicationManifest.areOneObject(content, live)
                ? PlannedResource.existing(resource(), differences)
                : new PlannedResource(resource(), Change.REPLACED, differences);
    }

    /** In place of the file that is there, which must be the component's own; or of one that somebody removed. */
    byte[] applying(byte @Nullable [] current, ScratchClone clone) throws Exception {
        Takeover.NEVER.check(current, path, desired);
        boolean perhapsRemoved = current == null
                && desired.stack().operationNumber() > 1
                && clone.head().isPresent();
        return perhapsRemoved ? render(desired, clone.history(path).adoptedBy(desired), true) : over(current);
    }

    /** In place of the file that is there, which may be nobody's. */
    byte[] adopting(byte @Nullable [] current, ScratchClone clone) {
        Takeover.UNLABELLED.check(current, path, desired);
        boolean ours = current != null && ApplicationManifest.isOf(current, desired);
        return ours ? over(current) : render(desired, clone.head().map(ObjectId::name), true);
    }

    private byte[] over(byte @Nullable [] live) {
        return render(desired, adopted(live), true);
    }

    /**
     * Where the file that is there is not as it was to be when it was written. That an earlier generation wrote it is no
     * difference, for a change leaves what it does not affect as it is; nor that it was written before there was a
     * finalizer, which the next apply adds.
     */
    List<Difference> drift(byte[] live) {
        return ManifestDifferences.between(path, asWritten(live), live);
    }

    private byte[] asWritten(byte[] live) {
        int generation = ApplicationManifest.owner(live)
                .map(ApplicationManifest.Owner::generation)
                .orElse(0);
        DesiredComponent then = generation < 1 || generation >= desired.stack().generation()
                ? desired
                : desired.ofGeneration(generation);
        return render(then, adopted(live), ApplicationManifest.hasFinalizers(live));
    }

    private byte[] render(DesiredComponent component, Optional<String> adopted, boolean finalizer) {
        return ApplicationManifest.render(component, remote.url(), remote.branch(), adopted, finalizer);
    }

    private Optional<String> adopted(byte @Nullable [] live) {
        return live != null && ApplicationManifest.isOf(live, desired)
                ? ApplicationManifest.adoptedFrom(live)
                : Optional.empty();
    }
}
