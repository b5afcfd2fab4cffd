package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.StackIdentity;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DatabaseNamesTest {
    private static final String ID = "0f5d4c36-6d1f-4a55-9e9b-3a0a4a8e7c11";

    @Test
    void namesAreReadableAndEndInThePartOfTheStacksId() {
        DatabaseNames names = DatabaseNames.of(Desired.stack(ID, "shop", 1, 1), "database");
        assertThat(names.database()).isEqualTo("checkout_shop_database_0f5d4c36");
        assertThat(names.owner()).isEqualTo("checkout_shop_database_0f5d4c36_owner");
    }

    @Test
    void longNamesStayDifferentWithinPostgresqlsLimit() {
        StackIdentity one = Desired.stack("11111111-0000-0000-0000-000000000000", "ä".repeat(60), 1, 1);
        StackIdentity two = Desired.stack("22222222-0000-0000-0000-000000000000", "ä".repeat(60), 1, 1);
        DatabaseNames first = DatabaseNames.of(one, "database");
        DatabaseNames second = DatabaseNames.of(two, "database");
        assertThat(first.owner().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(first.database()).isNotEqualTo(second.database());
        assertThat(first.owner()).isNotEqualTo(second.owner());
    }

    @Test
    void componentsOfOneStackWithALongNamespaceHaveDatabasesOfTheirOwn() {
        StackIdentity stack = Desired.stack(ID, "a-very-long-name-of-a-stack-as-people-give-them", 1, 1);
        DatabaseNames orders = DatabaseNames.of(stack, "orders");
        DatabaseNames invoices = DatabaseNames.of(stack, "invoices");
        assertThat(orders.database())
                .startsWith("checkout_a_very_long_name_of_a_stack_as_people_g_")
                .isNotEqualTo(invoices.database())
                .isEqualTo(DatabaseNames.of(stack, "orders").database());
        assertThat(orders.base()).hasSizeLessThanOrEqualTo(57);
        assertThat(DatabaseNames.former(stack, "orders")).isEqualTo(DatabaseNames.former(stack, "invoices"));
    }

    @Test
    void whatJustFitsIsNamedAsEver() {
        StackIdentity stack = Desired.stack(ID, "s".repeat(48 - "checkout__db".length()), 1, 1);
        assertThat(DatabaseNames.of(stack, "db").database()).hasSize(57).endsWith("s_db_0f5d4c36");
        assertThat(DatabaseNames.former(stack, "db")).isEmpty();
        assertThat(DatabaseNames.of(stack, "db1").database()).hasSize(57).doesNotEndWith("_0f5d4c36");
        assertThat(DatabaseNames.former(stack, "db1"))
                .map(DatabaseNames::database)
                .hasValueSatisfying(former -> assertThat(former).endsWith("s_db_0f5d4c36"));
    }
}
