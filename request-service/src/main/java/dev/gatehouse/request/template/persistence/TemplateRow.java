package dev.gatehouse.request.template.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code template}. */
@Entity
@Table(name = "template")
class TemplateRow {
    @Id
    String name;

    @Column
    @Nullable
    String latest;
}
