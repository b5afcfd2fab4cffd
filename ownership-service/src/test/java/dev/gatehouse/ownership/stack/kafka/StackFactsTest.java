package dev.gatehouse.ownership.stack.kafka;

import dev.gatehouse.local.testing.StackReadModelContract;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class StackFactsTest extends StackReadModelContract {

    StackFactsTest() {
        super("ownership-service");
    }
}
