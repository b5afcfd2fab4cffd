package dev.gatehouse.provisioner.engine.noop;

import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.Progress;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes nothing: what remains is the cost of everything around an engine. Off unless configured. */
@ApplicationScoped
@LookupIfProperty(name = "gatehouse.provisioner.noop-engine", stringValue = "true")
class NoopEngine implements Engine {
    /** There is nothing to look at, so what is not remembered as removed counts as there, also after a restart. */
    private final Set<String> removed = ConcurrentHashMap.newKeySet();

    @Override
    public String kind() {
        return "noop";
    }

    @Override
    public Optional<String> targetKind() {
        return Optional.empty();
    }

    @Override
    public ComponentPlan plan(DesiredComponent desired) {
        return new ComponentPlan(List.of());
    }

    @Override
    public Optional<String> handsOn(String output) {
        return Optional.of(output);
    }

    /** Hands its inputs back as outputs, so that stacks of such components have edges too. */
    @Override
    public AppliedComponent apply(DesiredComponent desired, Progress progress) {
        removed.remove(id(desired));
        return new AppliedComponent(desired.inputs(), List.of());
    }

    @Override
    public ObservedComponent observe(DesiredComponent desired) {
        return removed.contains(id(desired)) ? ObservedComponent.ABSENT : ObservedComponent.present(List.of());
    }

    @Override
    public AppliedComponent adopt(DesiredComponent desired, Progress progress) {
        return apply(desired, progress);
    }

    @Override
    public void destroy(DesiredComponent desired, Progress progress) {
        removed.add(id(desired));
    }

    private static String id(DesiredComponent desired) {
        return desired.stack().id() + "/" + desired.name();
    }
}
