/** JSON in text columns, for the persistence of every feature. Allowed dependencies: Jackson. */
@NullMarked
package dev.gatehouse.provisioner.document.json;

import org.jspecify.annotations.NullMarked;
