package dev.gatehouse.provisioner.rendering.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.rendering.model.Provenance.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EffectiveParametersTest {
    private static final Map<String, Object> DEFAULTS =
            Map.of("replicas", 2, "resources", Map.of("cpu", "1", "memory", "1Gi"), "hosts", List.of("a", "b"));

    @Test
    void objectsMergeMemberByMember() {
        EffectiveParameters effective =
                EffectiveParameters.merge(DEFAULTS, Map.of("resources", Map.of("cpu", "4"), "image", "web:2"));
        assertThat(effective.values())
                .containsEntry("resources", Map.of("cpu", "4", "memory", "1Gi"))
                .containsEntry("replicas", 2)
                .containsEntry("image", "web:2");
    }

    @Test
    void anArrayThatTheTeamSetReplacesTheDefault() {
        EffectiveParameters effective = EffectiveParameters.merge(DEFAULTS, Map.of("hosts", List.of("c")));
        assertThat(effective.values()).containsEntry("hosts", List.of("c"));
        assertThat(origin(effective, "hosts", "0")).isEqualTo(Origin.PARAMETER);
    }

    @Test
    void anExplicitNullReplacesTheDefault() {
        Map<String, Object> set = new HashMap<>();
        set.put("replicas", null);
        EffectiveParameters effective = EffectiveParameters.merge(DEFAULTS, set);
        assertThat(effective.values()).containsEntry("replicas", null);
        assertThat(origin(effective, "replicas")).isEqualTo(Origin.PARAMETER);
    }

    @Test
    void onlyTheMembersThatTheTeamSetAreTheTeams() {
        EffectiveParameters effective = EffectiveParameters.merge(DEFAULTS, Map.of("resources", Map.of("cpu", "4")));
        assertThat(origin(effective, "resources", "cpu")).isEqualTo(Origin.PARAMETER);
        assertThat(origin(effective, "resources", "memory")).isEqualTo(Origin.DEFAULT);
        assertThat(origin(effective, "replicas")).isEqualTo(Origin.DEFAULT);
    }

    @Test
    void aFieldInWhichTheTeamHadAnyPartIsTheTeams() {
        EffectiveParameters effective = EffectiveParameters.merge(DEFAULTS, Map.of("image", "web:2"));
        Provenance both = effective.provenanceOf(Set.of(JsonPointer.of("replicas"), JsonPointer.of("image")));
        assertThat(both).isEqualTo(new Provenance(Origin.PARAMETER, List.of("/image", "/replicas")));
    }

    @Test
    void textWithoutParametersIsTheTemplates() {
        assertThat(EffectiveParameters.merge(DEFAULTS, Map.of()).provenanceOf(Set.of()))
                .isEqualTo(Provenance.TEMPLATE);
    }

    private static Origin origin(EffectiveParameters effective, String... parameter) {
        return effective.provenanceOf(Set.of(JsonPointer.of(parameter))).origin();
    }
}
