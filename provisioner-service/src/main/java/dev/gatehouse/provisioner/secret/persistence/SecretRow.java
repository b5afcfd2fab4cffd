package dev.gatehouse.provisioner.secret.persistence;

import dev.gatehouse.provisioner.secret.model.SealedSecret;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A sealed secret. */
@Entity
@Table(name = "secret")
class SecretRow {
    @Id
    String reference;

    @Column(name = "stack_id")
    String stackId;

    String team;

    String component;

    String username;

    @Column(name = "key_id")
    String keyId;

    @Column(columnDefinition = "text")
    String box;

    int rotation;

    SealedSecret secret() {
        return new SealedSecret(reference, new SecretOwner(stackId, team, component), username, keyId, box);
    }
}
