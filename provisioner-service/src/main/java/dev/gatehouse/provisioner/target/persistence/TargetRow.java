package dev.gatehouse.provisioner.target.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A registered target; address and environments as JSON. */
@Entity
@Table(name = "target")
class TargetRow {
    @Id
    String name;

    String kind;

    @Column(columnDefinition = "text")
    String address;

    @Column(columnDefinition = "text")
    String environments;

    @Column(name = "registered_by")
    String registeredBy;

    @Column(name = "registered_at")
    Instant registeredAt;
}
