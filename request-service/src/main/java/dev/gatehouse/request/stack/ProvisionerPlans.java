package dev.gatehouse.request.stack;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Asks provisioner-service what it would do. */
public interface ProvisionerPlans {

    /**
     * The plan of each component, as the provisioner writes it. Fails with a {@code Refusal}: the provisioner's own, or
     * 503 where it is away.
     *
     * @param token the bearer token of whoever wants to know
     */
    Uni<List<Object>> plan(PlanOrder order, String token);
}
