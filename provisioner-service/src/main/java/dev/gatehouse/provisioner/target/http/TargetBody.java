package dev.gatehouse.provisioner.target.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a platform engineer says of a target.
 *
 * @param environments environments it serves; empty or absent: every one
 */
record TargetBody(
        @Nullable String kind,
        @Nullable Map<String, @Nullable Object> address,
        @Nullable List<String> environments) {}
