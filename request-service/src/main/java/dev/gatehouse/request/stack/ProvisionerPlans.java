package dev.gatehouse.request.stack;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks provisioner-service what it would do. */
public interface ProvisionerPlans {

    /**
     * The plan. Fails with a {@code Refusal}: the provisioner's own,
     * with its status, type and time to wait, also where it is busy (429 or 503); {@code provisioner-away} (503) where it
     * does not answer so that it can be read; {@code plan-too-large} (502) where it answers more than is read.
     *
     * @param token the bearer token of whoever wants to know
     */
    Uni<Told> plan(PlanOrder order, String token);

    /**
     * What it tells.
     *
     * @param components the plan of each component, as the provisioner writes it
     * @param digest of all of it; null from a provisioner that knows of none
     */
    record Told(List<Object> components, @Nullable String digest) {}
}
