package dev.gatehouse.provisioner.provenance.http;

import dev.gatehouse.provisioner.provenance.model.RenderedField;
import dev.gatehouse.provisioner.rendering.model.Provenance.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stack's rendered fields and where they came from. */
record ProvenanceView(String stackId, List<Field> items) {

    /**
     * @param parameters JSON pointers of the parameters that went into it, set or defaulted
     * @param outputs JSON pointers of other components' outputs that went into it, beginning with the component's name
     */
    record Field(
            String component,
            String owner,
            String field,
            @Nullable Object value,
            Origin origin,
            List<String> parameters,
            List<String> outputs) {

        static Field of(RenderedField field) {
            return new Field(
                    field.component(),
                    field.owner(),
                    field.field(),
                    field.value(),
                    field.provenance().origin(),
                    field.provenance().parameters(),
                    field.provenance().outputs());
        }
    }
}
