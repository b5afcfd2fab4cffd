package dev.gatehouse.request.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.document.model.MergePatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 7396, appendix A, that are about objects. */
class MergePatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":\"b\"}                | {\"a\":\"c\"}                | {\"a\":\"c\"}",
                "{\"a\":\"b\"}                | {\"b\":\"c\"}                | {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}                | {\"a\":null}               | {}",
                "{\"a\":\"b\",\"b\":\"c\"}      | {\"a\":null}               | {\"b\":\"c\"}",
                "{\"a\":[\"b\"]}              | {\"a\":\"c\"}                | {\"a\":\"c\"}",
                "{\"a\":\"c\"}                | {\"a\":[\"b\"]}              | {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}}        | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]}      | {\"a\":[1]}                | {\"a\":[1]}",
                "{\"e\":null}               | {\"a\":1}                  | {\"a\":1,\"e\":null}",
                "{}                       | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}"
            })
    void objectsAreMergedMemberByMember(String target, String patch, String merged) {
        assertThat(JsonText.write(MergePatch.merged(JsonText.readObject(target), JsonText.readObject(patch))))
                .isEqualTo(merged);
    }
}
