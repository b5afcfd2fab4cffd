package dev.gatehouse.provisioner.provisioning.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.OwnedComponent;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningFacts.ProvisioningFailed;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leaves members out of facts that mean something only where they are there; models know nothing of JSON. */
@Singleton
class SparseFacts implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper json) {
        json.addMixIn(ProvisioningFailed.class, Failed.class);
    }

    private interface Failed {
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Map<String, @Nullable Object> outputs();

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        List<OwnedComponent> components();
    }
}
