package dev.gatehouse.request.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.request.document.json.JsonDocuments;
import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.document.model.Document;
import dev.gatehouse.request.document.model.PlainTree.Limits;
import dev.gatehouse.request.document.yaml.YamlDocuments;
import dev.gatehouse.request.problem.model.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    private static final Limits LIMITS = new Limits(1_000, 10_000);

    @Test
    void yamlIsVersion12AndKnowsItsLines() {
        Document document = yaml("a: no\nb:\n  - 2020-01-01\n  - 0x10\n  - 2.0\n");

        assertThat(document.value()).isEqualTo(Map.of("a", "no", "b", List.of("2020-01-01", 16L, 2L)));
        assertThat(document.fault("/b/1", "x").line()).isEqualTo(4);
        assertThat(document.fault("/b/1/deeper/still", "x").line()).isEqualTo(4);
        assertThat(document.fault("/nothing", "x").line()).isEqualTo(1);
    }

    @Test
    void aliasesAreFollowed() {
        assertThat(yaml("a: &x {k: 1}\nb: *x\n").value()).isEqualTo(Map.of("a", Map.of("k", 1L), "b", Map.of("k", 1L)));
    }

    static List<String> unusableYaml() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; i++) {
            String alias = "*a" + (i - 1);
            laughs.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, String.join(",", java.util.Collections.nCopies(9, alias))));
        }
        return List.of(
                "a: [1, 2",
                "a: 1\na: 2\n",
                "a: \t- b: c",
                "[".repeat(100),
                "&a [*a]",
                laughs.toString(),
                "a: &s " + "x".repeat(600) + "\nb: [" + "*s,".repeat(20) + "]\n",
                "a: !!binary aGVsbG8=",
                "a: !java.io.File {x: 1}",
                "1: a",
                "? " + "k".repeat(300) + "\n: 1\n",
                "a: .nan",
                "a: 1e999",
                "a: 99999999999999999999999",
                "a: \"\\0\"",
                "a: 1\n---\nb: 2\n");
    }

    @ParameterizedTest
    @MethodSource("unusableYaml")
    void whatIsNoYamlOrCouldNotBeKeptIsRefusedWithItsLine(String text) {
        assertThatThrownBy(() -> yaml(text)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem().status()).isEqualTo(400);
            assertThat(refusal.problem().slug()).isEqualTo("malformed-yaml");
            assertThat(refusal.problem().errors().get(0).line()).isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1e999}",
                "{\"a\":1e300}",
                "{\"a\":NaN}",
                "[99999999999999999999]",
                "{\"a\":\"\\u0000\"}",
                "{\"a\\u0000\":1}",
                "{\"a\":\"half \\ud800\"}",
                "{\"a\":\"\\udc00 other half\"}",
                "{'a':1}",
                "// comment\n{}"
            })
    void whatIsNoJsonOrCouldNotBeKeptIsRefused(String text) {
        assertThatThrownBy(() -> json(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problem().slug()).isEqualTo("malformed-json"));
    }

    @Test
    void aWholeSurrogatePairIsACharacterLikeAnyOther() {
        assertThat(json("{\"a\":\"\\ud83d\\ude80\"}".getBytes(StandardCharsets.UTF_8))
                        .value())
                .isEqualTo(Map.of("a", "\ud83d\ude80"));
    }

    @Test
    void onlyUtf8IsRead() {
        byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> json(utf16)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> YamlDocuments.read(new byte[] {'a', ':', ' ', (byte) 0xff}, LIMITS))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aFaultOfAValueIsPointedAt() {
        assertThatThrownBy(() -> json("{\"a\":[0,{\"b/c\":1e999}]}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(
                                refusal.problem().errors().get(0).pointer())
                        .isEqualTo("/a/1/b~1c"));
    }

    @Test
    void numbersWithoutFractionAreIntegersHoweverTheyAreWritten() {
        assertThat(json("[2, 2.0, 2e1, 2.5]".getBytes(StandardCharsets.UTF_8)).value())
                .isEqualTo(List.of(2L, 2L, 20L, 2.5));
    }

    @Test
    void whatWasReadIsReadBackFromItsStoredText() {
        String stored =
                JsonText.write(yaml("a: {b: [1, 2.5, true, null, text]}").value());

        assertThat(stored).isEqualTo("{\"a\":{\"b\":[1,2.5,true,null,\"text\"]}}");
        assertThat(JsonText.write(JsonText.readObject(stored))).isEqualTo(stored);
    }

    private static Document yaml(String text) {
        return YamlDocuments.read(text.getBytes(StandardCharsets.UTF_8), LIMITS);
    }

    private static Document json(byte[] bytes) {
        return JsonDocuments.read(bytes, LIMITS);
    }
}
