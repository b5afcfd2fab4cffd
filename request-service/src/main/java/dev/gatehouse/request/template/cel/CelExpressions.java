package dev.gatehouse.request.template.cel;

import dev.gatehouse.request.template.Expressions;
import dev.gatehouse.request.template.model.ComponentKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** {@link Expressions} in the Common Expression Language. */
@ApplicationScoped
class CelExpressions implements Expressions {

    @Override
    public Judge of(Map<String, Object> parameters, Map<String, ComponentKind> components) {
        return new CelJudge(TemplateTypes.compiler(parameters, components), parameters, components);
    }
}
