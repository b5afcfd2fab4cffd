package dev.gatehouse.ownership.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class FaultProblemsTest {
    private final FaultProblems problems = new FaultProblems();

    @Test
    void aLostConnectionIsAnOutage() {
        assertThat(status(new IllegalStateException(new ConnectException("refused"))))
                .isEqualTo(503);
        assertThat(status(new PgException("shutting down", "FATAL", "57P01", null)))
                .isEqualTo(503);
    }

    @Test
    void aFaultOfOursIsNoneThoughJacksonCallsItsFaultsInputAndOutput() {
        assertThat(status(new IllegalStateException(new JsonParseException(null, "no JSON"))))
                .isEqualTo(500);
        assertThat(status(new PgException("not null", "ERROR", "23502", null))).isEqualTo(500);
    }

    private int status(Throwable fault) {
        return problems.fault(fault).getStatus();
    }
}
