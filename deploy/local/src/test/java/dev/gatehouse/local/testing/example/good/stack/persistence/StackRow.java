package dev.gatehouse.local.testing.example.good.stack.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A mapped class where mapped classes belong. */
@Entity
class StackRow {
    @Id
    String id = "";
}
