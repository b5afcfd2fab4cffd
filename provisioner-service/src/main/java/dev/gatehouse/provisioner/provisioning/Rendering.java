package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.rendering.RenderingFailure;
import dev.gatehouse.provisioner.template.model.Release;

/** A rendering failure as the owner of the stack should read it. */
final class Rendering {
    private Rendering() {}

    static PermanentFailure permanent(Release release, RenderingFailure failed) {
        return new PermanentFailure(
                "template " + release.name() + "@" + release.version() + ", field " + failed.getMessage(),
                "Correct the parameter that the field uses, or ask the template's owner for a corrected version.");
    }
}
