package dev.gatehouse.provisioner.rendering.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.rendering.Renderer;
import dev.gatehouse.provisioner.rendering.RenderingFailure;
import dev.gatehouse.provisioner.rendering.model.EffectiveParameters;
import dev.gatehouse.provisioner.rendering.model.JsonPointer;
import dev.gatehouse.provisioner.rendering.model.Provenance;
import dev.gatehouse.provisioner.rendering.model.Provenance.Origin;
import dev.gatehouse.provisioner.rendering.model.RenderScope;
import dev.gatehouse.provisioner.rendering.model.Rendered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelRenderingTest {
    private static final JsonPointer PLACE = JsonPointer.of("components", "0", "with");
    private static final RenderScope SCOPE = new RenderScope(
            Map.of("name", "shop", "namespace", "checkout-shop", "generation", 1, "labels", Map.of("cost", "4711")),
            EffectiveParameters.merge(
                    Map.of(
                            "connections",
                            20,
                            "image",
                            "web:1",
                            "ratio",
                            0.5,
                            "resources",
                            Map.of("cpu", "1", "memory", "1Gi"),
                            "a/b",
                            "slash"),
                    Map.of("image", "web:2", "resources", Map.of("cpu", "4"))),
            Map.of("database", Map.of("host", "127.0.0.1", "port", 5432L, "sizes", Map.of("disk", "9Gi", "a/b", 1L))),
            Map.of(
                    "/database/port", new Provenance(Origin.DEFAULT, List.of("/port")),
                    "/database/sizes/disk", new Provenance(Origin.PARAMETER, List.of("/disk")),
                    "/database/sizes/a~1b", Provenance.TEMPLATE));

    private final Renderer renderer = new Renderer(new CelExpressions());

    @Test
    void anExpressionKeepsItsType() {
        assertThat(value("${parameters.connections}")).isEqualTo(20L);
        assertThat(value("${parameters.ratio}")).isEqualTo(0.5);
        assertThat(value("${parameters.image == 'web:2'}")).isEqualTo(true);
        assertThat(value("${parameters.resources}")).isEqualTo(Map.of("cpu", "4", "memory", "1Gi"));
        assertThat(value("${[1, stack.generation + 1]}")).isEqualTo(List.of(1L, 2L));
        assertThat(value("${null}")).isNull();
    }

    @Test
    void textIsInterpolated() {
        assertThat(value("${stack.name}:${components.database.port} ${true} $${x}"))
                .isEqualTo("shop:5432 true ${x}");
    }

    @Test
    void treesAreRenderedWhole() {
        Rendered rendered = render(Map.of("values", Map.of("list", List.of("${stack.name}", 7, Map.of()))));
        assertThat(rendered.values()).isEqualTo(Map.of("values", Map.of("list", List.of("shop", 7, Map.of()))));
        assertThat(rendered.provenance()).containsOnlyKeys("/values/list/0", "/values/list/1", "/values/list/2");
    }

    @Test
    void eachLeafSaysWhereItCameFrom() {
        Rendered rendered = render(Map.of(
                "fixed", "text",
                "stack", "${stack.namespace}",
                "default", "${parameters.connections}",
                "team", "${parameters.image}",
                "mixed", "${parameters.image}-${parameters.connections}",
                "whole", "${parameters.resources}",
                "indexed", "${parameters[\"a/b\"]}",
                "tested", "${has(parameters.image) ? 1 : 2}",
                "optional", "${has(parameters.tag) ? parameters.tag : '1.4'}"));
        Map<String, Provenance> provenance = rendered.provenance();
        assertThat(provenance)
                .containsEntry("/fixed", Provenance.TEMPLATE)
                .containsEntry("/stack", Provenance.TEMPLATE)
                .containsEntry("/default", new Provenance(Origin.DEFAULT, List.of("/connections")))
                .containsEntry("/team", new Provenance(Origin.PARAMETER, List.of("/image")))
                .containsEntry("/mixed", new Provenance(Origin.PARAMETER, List.of("/connections", "/image")))
                .containsEntry("/whole/cpu", new Provenance(Origin.PARAMETER, List.of("/resources/cpu")))
                .containsEntry("/whole/memory", new Provenance(Origin.DEFAULT, List.of("/resources/memory")))
                .containsEntry("/indexed", new Provenance(Origin.DEFAULT, List.of("/a~1b")))
                .containsEntry("/tested", new Provenance(Origin.PARAMETER, List.of("/image")))
                .containsEntry("/optional", new Provenance(Origin.DEFAULT, List.of("/tag")))
                .doesNotContainKey("/whole");
    }

    /** An output that hands an input on brings its origin along; of any other only its component decides. */
    @Test
    void aFieldThatAnOutputFeedsIsWhoseTheOutputIs() {
        Map<String, Provenance> provenance = render(Map.of(
                        "own", "${components.database.host}",
                        "default", "${components.database.port}",
                        "mixed", "${parameters.image}:${components[\"database\"].port}",
                        "sizes", "${components.database.sizes}",
                        "computed", "${size(components.database.sizes.disk) + components.database.port}",
                        "all", "${size(components)}"))
                .provenance();
        assertThat(provenance)
                .containsEntry("/own", new Provenance(Origin.TEMPLATE, List.of(), List.of("/database/host")))
                .containsEntry("/default", new Provenance(Origin.DEFAULT, List.of("/port"), List.of("/database/port")))
                .containsEntry(
                        "/mixed",
                        new Provenance(Origin.PARAMETER, List.of("/image", "/port"), List.of("/database/port")))
                .containsEntry(
                        "/sizes/disk",
                        new Provenance(Origin.PARAMETER, List.of("/disk"), List.of("/database/sizes/disk")))
                .containsEntry(
                        "/sizes/a~1b", new Provenance(Origin.TEMPLATE, List.of(), List.of("/database/sizes/a~1b")))
                .containsEntry(
                        "/computed",
                        new Provenance(
                                Origin.PARAMETER,
                                List.of("/disk", "/port"),
                                List.of("/database/port", "/database/sizes/disk")))
                .containsEntry("/all", new Provenance(Origin.PARAMETER, List.of("/disk", "/port"), List.of("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${parameters.}", // malformed
                "${parameters.missing}", // no such key
                "${unknown}", // no such variable
                "${components.cache.host}", // no such component
                "${stack.generation / 0}", // fails
                "${timestamp('2026-01-01T00:00:00Z')}", // JSON cannot hold it
                "${b'bytes'}",
                "${{1: 'a'}}", // a key that is no string
                "x ${parameters.resources}", // an object in text
                "x ${null}",
                "${stack.name"
            })
    void whatCannotBeRenderedIsNamedByItsPointer(String text) {
        assertThatThrownBy(() -> render(Map.of("values", Map.of("a/b", List.of("fine", text)))))
                .isInstanceOfSatisfying(RenderingFailure.class, failure -> assertThat(failure.pointer())
                        .isEqualTo("/components/0/with/values/a~1b/1"));
    }

    @Test
    void expressionsAreBounded() {
        String longExpression = "${'" + "x".repeat(5000) + "'}";
        assertThatThrownBy(() -> value(longExpression)).isInstanceOf(RenderingFailure.class);
        String all = "parameters.many.all(a, parameters.many.all(b, parameters.many.all(c, true)))";
        RenderScope many = new RenderScope(
                Map.of(),
                EffectiveParameters.merge(Map.of("many", Collections.nCopies(100, 1)), Map.of()),
                Map.of(),
                Map.of());
        assertThatThrownBy(() -> renderer.render(PLACE, Map.of("a", "${" + all + "}"), many))
                .isInstanceOf(RenderingFailure.class)
                .hasMessageContaining("teration");
    }

    @Test
    void whatIsRenderedIsBounded() {
        Map<String, Object> wide = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            wide.put("field" + i, "x".repeat(2000));
        }
        assertThatThrownBy(() -> render(wide))
                .isInstanceOf(RenderingFailure.class)
                .hasMessageContaining("characters");
        Object deep = "leaf";
        for (int i = 0; i < 40; i++) {
            deep = Map.of("d", deep);
        }
        Object nested = deep;
        assertThatThrownBy(() -> render(Map.of("a", nested)))
                .isInstanceOf(RenderingFailure.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void nullsInParametersAreNullsInExpressions() {
        Map<String, Object> set = new HashMap<>();
        set.put("nothing", null);
        set.put("list", new ArrayList<>(Arrays.asList("a", null)));
        RenderScope scope = new RenderScope(Map.of(), EffectiveParameters.merge(Map.of(), set), Map.of(), Map.of());
        Map<String, Object> text = Map.of("a", "${parameters.nothing == null}", "b", "${parameters.list}");
        assertThat(renderer.render(PLACE, text, scope).values())
                .containsEntry("a", true)
                .containsEntry("b", Arrays.asList("a", null));
    }

    private Object value(String text) {
        return render(Map.of("field", text)).values().get("field");
    }

    private Rendered render(Map<String, Object> tree) {
        return renderer.render(PLACE, tree, SCOPE);
    }
}
