package dev.gatehouse.provisioner.engine.noop;

import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineContract;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.StackIdentity;
import java.util.Map;

class NoopEngineContractTest extends EngineContract {
    private final NoopEngine engine = new NoopEngine();

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected DesiredComponent desired(StackIdentity stack) {
        return Desired.component(stack, "nothing", EngineTarget.NONE, Map.of("size", 1L));
    }

    @Override
    protected DesiredComponent changed(StackIdentity stack) {
        return Desired.component(stack, "nothing", EngineTarget.NONE, Map.of("size", 2L));
    }

    @Override
    protected Map<String, String> world(DesiredComponent component) {
        return Map.of();
    }
}
