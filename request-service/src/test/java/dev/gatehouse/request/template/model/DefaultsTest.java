package dev.gatehouse.request.template.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.request.document.json.JsonText;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    private static final Map<String, Object> SCHEMA = JsonText.readObject("""
            {"type": "object", "$defs": {"size": {"type": "integer", "default": 10}},
             "properties": {
               "image": {"type": "string", "default": "web"},
               "size": {"$ref": "#/$defs/size"},
               "needed": {"type": "string"},
               "off": {"type": "boolean", "default": false},
               "limits": {"type": "object", "default": {"cpu": 4},
                          "properties": {"cpu": {"default": 1}, "memory": {"default": 512}}},
               "optional": {"type": "object", "properties": {"inner": {"default": 7}}}}}""");

    @Test
    void everyDefaultIsAddedWhereNothingIsSet() {
        assertThat(Defaults.added(SCHEMA, Map.of()))
                .isEqualTo(Map.of("image", "web", "size", 10, "off", false, "limits", Map.of("cpu", 4, "memory", 512)));
    }

    @Test
    void whatIsSetIsNotAdded() {
        assertThat(Defaults.added(SCHEMA, Map.of("image", "api", "limits", Map.of("cpu", 2))))
                .isEqualTo(Map.of("size", 10, "off", false, "limits", Map.of("memory", 512)));
    }

    @Test
    void defaultsInsideAnOptionalObjectApplyOnlyWhereItIsSet() {
        assertThat(Defaults.added(SCHEMA, Map.of("optional", Map.of()))).containsEntry("optional", Map.of("inner", 7));
    }

    @Test
    void mergingGoesDeepAndTheTeamWins() {
        Map<String, Object> merged = Defaults.merge(
                Map.of("limits", Map.of("cpu", 1, "memory", 512), "image", "web"), Map.of("limits", Map.of("cpu", 2)));

        assertThat(merged).isEqualTo(Map.of("limits", Map.of("cpu", 2, "memory", 512), "image", "web"));
    }
}
