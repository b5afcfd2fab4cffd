package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.provisioning.OperationStates;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class StoredStates implements OperationStates {
    private static final String STATES = """
            select operation_id, state from provisioning
            where operation_id = any (array(select json_array_elements_text(cast(cast(:ids as text) as json))))
            """;

    private final Documents documents;

    StoredStates(Documents documents) {
        this.documents = documents;
    }

    @Override
    public Uni<Map<String, ProvisioningState>> of(Mutiny.Session session, Set<String> operationIds) {
        return session.createNativeQuery(STATES, Tuple.class)
                .setParameter("ids", documents.write(operationIds))
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.get(0, String.class),
                                row -> ProvisioningState.valueOf(row.get(1, String.class)))));
    }
}
