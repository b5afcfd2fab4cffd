package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** How far operations are, and nothing else of them. */
public interface OperationStates {

    /** The states of those that are known, by their ids; one statement for all, in the caller's session. */
    Uni<Map<String, ProvisioningState>> of(Mutiny.Session session, Set<String> operationIds);
}
