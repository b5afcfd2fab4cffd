package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import java.util.List;

/** What a component shall be in Git. */
record WantedFile(DesiredComponent desired, RemoteRepository remote, StackPath path, byte[] content) {

    /** @throws PermanentFailure if it cannot be rendered, or is too large to be read again */
    static WantedFile of(DesiredComponent desired, RemoteRepository remote) {
        StackPath path = StackPath.of(desired);
        byte[] content = ApplicationManifest.render(desired, remote.url(), remote.branch());
        if (content.length > ScratchClone.LARGEST) {
            throw new PermanentFailure(
                    "the Application of component " + desired.name() + " would have " + content.length
                            + " bytes, and at most " + ScratchClone.LARGEST + " are read",
                    "Give fewer input values, at /values; the chart has defaults of its own.");
        }
        return new WantedFile(desired, remote, path, content);
    }

    Resource resource() {
        return new Resource("file", path.path());
    }

    /** What an apply would do to the file that is there. */
    PlannedResource planned(byte[] live) {
        List<Difference> differences = ManifestDifferences.between(path, content, live);
        return ApplicationManifest.areOneObject(content, live)
                ? PlannedResource.existing(resource(), differences)
                : new PlannedResource(resource(), Change.REPLACED, differences);
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
        return ApplicationManifest.hasFinalizers(live)
                ? ApplicationManifest.render(then, remote.url(), remote.branch())
                : ApplicationManifest.renderWithoutFinalizer(then, remote.url(), remote.branch());
    }
}
