/** A workflow that reads files. */
@NullMarked
package dev.gatehouse.local.testing.example.bad.file.temporal;

import org.jspecify.annotations.NullMarked;
