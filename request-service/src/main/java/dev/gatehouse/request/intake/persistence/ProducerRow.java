package dev.gatehouse.request.intake.persistence;

import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.intake.model.Producer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;

/** A row of {@code producer}. */
@Entity
@Table(name = "producer")
class ProducerRow {
    @Id
    String name;

    String key;
    String teams;

    @Column(name = "registered_by")
    String registeredBy;

    @Column(name = "registered_at")
    Instant registeredAt;

    static ProducerRow of(Producer producer) {
        ProducerRow row = new ProducerRow();
        row.name = producer.name();
        row.key = JsonText.write(producer.key());
        row.teams = JsonText.write(producer.teams().stream().sorted().toList());
        row.registeredBy = producer.registeredBy();
        row.registeredAt = producer.registeredAt();
        return row;
    }

    Producer producer() {
        return new Producer(
                name,
                JsonText.readObject(key),
                Set.of(JsonText.read(teams, String[].class)),
                registeredBy,
                registeredAt);
    }
}
