package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.Engines;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.rendering.model.JsonPointer;
import dev.gatehouse.provisioner.rendering.model.Provenance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who answers for outputs: of those that hand an input on, whoever set that. */
@ApplicationScoped
class OutputOrigins {
    private final Engines engines;

    OutputOrigins(Engines engines) {
        this.engines = engines;
    }

    /** Where handed on outputs came from, by JSON pointer, which begins with the component's name. */
    Map<String, Provenance> of(List<Component> components) {
        Map<String, Provenance> origins = new HashMap<>();
        components.stream()
                .filter(component -> component.state() == ComponentState.READY)
                .forEach(component -> engines.find(component.kind())
                        .ifPresent(engine -> component.outputs().keySet().forEach(output -> engine.handsOn(output)
                                .ifPresent(input -> origins.putAll(handedOn(component, output, input))))));
        return origins;
    }

    private static Map<String, Provenance> handedOn(Component component, String output, String input) {
        String from = JsonPointer.of(input).toString();
        String to = JsonPointer.of(component.name(), output).toString();
        Map<String, Provenance> origins = new HashMap<>();
        component.provenance().forEach((field, provenance) -> {
            if (JsonPointer.isWithin(field, from)) {
                origins.put(to + field.substring(from.length()), provenance);
            }
        });
        return origins;
    }
}
