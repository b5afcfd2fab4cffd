/** Strict reading of YAML 1.2. Allowed dependencies: {@code document.model}, {@code problem.model}, snakeyaml-engine. */
@NullMarked
package dev.gatehouse.request.document.yaml;

import org.jspecify.annotations.NullMarked;
