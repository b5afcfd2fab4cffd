package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresqlFailuresTest {
    @Test
    void aTableThatNobodyMayReadWholeIsNotDumpedByTryingAgain() {
        assertThat(PostgresqlFailures.dumpFailed(
                        "local",
                        "pg_dump: error: query failed: ERROR:  query would be affected by row-level security policy for"
                                + " table \"t\""))
                .isInstanceOfSatisfying(PermanentFailure.class, failure -> assertThat(failure.remedy())
                        .contains("NO FORCE ROW LEVEL SECURITY", "BYPASSRLS", "dump: false"));
        assertThat(PostgresqlFailures.dumpFailed("local", "pg_dump: error: connection to server was lost"))
                .isInstanceOf(TransientFailure.class);
    }

    @Test
    void aServerWhoseDatabasesCannotBeClosedIsRefused() {
        assertThatThrownBy(() -> PostgresqlFailures.refuseOld("local", 14))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("PostgreSQL 14");
        assertThatNoException().isThrownBy(() -> PostgresqlFailures.refuseOld("local", 15));
    }

    @Test
    void anyLimitThatADatabaseCanHaveIsRemembered() {
        String marker = new Marker("stack", "database", 1).text();
        for (int limit : List.of(-1, 0, 7, 1_000_000, Integer.MAX_VALUE)) {
            FormerState former = new FormerState(limit, List.of("CONNECT"), List.of("USAGE"), "the shop's");
            assertThat(FormerState.parse(marker + former.text())).contains(former);
        }
        String forged =
                new FormerState(0, List.of(), List.of(), "").text().replace("connections=0", "connections=9999999999");
        assertThat(FormerState.parse(marker + forged).orElseThrow().connections())
                .isEqualTo(Integer.MAX_VALUE);
    }
}
