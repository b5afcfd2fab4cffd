package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.target.TargetCredentials;
import dev.gatehouse.provisioner.target.TargetCredentials.Credential;
import dev.gatehouse.provisioner.target.model.Target;
import jakarta.enterprise.context.ApplicationScoped;

/** Registered targets as engines get them: with the credential that is meant for them. */
@ApplicationScoped
public class EngineTargets {
    private final TargetCredentials credentials;

    EngineTargets(TargetCredentials credentials) {
        this.credentials = credentials;
    }

    /**
     * A target, with its credential if there is one.
     *
     * @throws PermanentFailure if the credential is not meant for the target's address: without it an engine could do
     *     something else than was meant
     */
    public EngineTarget of(Target target) {
        return new EngineTarget(
                target.name(),
                target.address(),
                credentials
                        .of(target.name())
                        .map(found -> usable(found, target))
                        .map(found -> new EngineTarget.Credential(found.username(), found.password())));
    }

    private static Credential usable(Credential credential, Target target) {
        if (!credential.mayBeUsedAt(target.kind(), target.address())) {
            throw new PermanentFailure(
                    "the provisioner's credential for target " + target.name() + " is not meant for its address",
                    "A platform engineer corrects the target's address, or gatehouse.targets.\"" + target.name()
                            + "\".address in the provisioner's configuration.");
        }
        return credential;
    }
}
