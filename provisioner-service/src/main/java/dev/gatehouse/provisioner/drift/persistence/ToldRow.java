package dev.gatehouse.provisioner.drift.persistence;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code drift_told}. */
record ToldRow(
        @JsonProperty("stack_id") String stackId,
        String degraded,
        @JsonProperty("degraded_since") @Nullable String degradedSince,
        String asked,
        int asks,
        @JsonProperty("ask_at") @Nullable String askAt) {}
