package dev.gatehouse.provisioner.template.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A release by {@code name@version}, its executable part as JSON. */
@Entity
@Table(name = "template_release")
class ReleaseRow {
    @Id
    String id;

    String digest;

    @Column(columnDefinition = "text")
    String document;
}
