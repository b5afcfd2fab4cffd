package dev.gatehouse.provisioner.difference.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldDifferenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.user=x\nanything: hunter2",
                "postgres://u:hunter2@h/db",
                "[{\"name\":\"DB\",\"value\":\"hunter2\"}]",
                "{\"a\": \"hunter2\"}",
                "password=hunter2",
                "-----BEGIN PRIVATE KEY----- hunter2"
            })
    void whatMayBeASecretIsWithheldWhateverTheFieldIsCalled(String live) {
        FieldDifference told = new FieldDifference("/spec/config", "as rendered", live, "mallory");

        assertThat(told.live()).isEqualTo(FieldDifference.WITHHELD);
        assertThat(told.toString()).doesNotContain("hunter2");
        assertThat(told.field()).isEqualTo("/spec/config");
        assertThat(told.writer()).isEqualTo("mallory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/values/DB_PASSWORD", "/values/apiKey", "/values/token", "/values/dbPwd"})
    void aFieldThatSoundsLikeASecretIsWithheldWhateverItHolds(String field) {
        assertThat(new FieldDifference(field, "a", "b"))
                .isEqualTo(new FieldDifference(field, FieldDifference.WITHHELD, FieldDifference.WITHHELD));
    }

    @Test
    void ofWhatSomebodyAddedOnlyThePlaceIsTold() {
        FieldDifference told = new FieldDifference("/values/other", "absent", "hunter2");
        assertThat(told.desired()).isEqualTo("absent");
        assertThat(told.live()).isEqualTo(FieldDifference.WITHHELD);
    }

    @Test
    void plainValuesAreToldOnOneLineAndNotTooLong() {
        assertThat(new FieldDifference("/values/replicas", "3", "5").live()).isEqualTo("5");
        assertThat(new FieldDifference("role x connection limit", "5", "a\u0007b").live())
                .isEqualTo("a b");
        assertThat(new FieldDifference("/values/x", "3", "y".repeat(1000)).live())
                .hasSize(300);
    }
}
