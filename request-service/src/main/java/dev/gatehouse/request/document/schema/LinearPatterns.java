package dev.gatehouse.request.document.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Regular expressions in time linear in the text, because a template's pattern meets what anybody sends. */
final class LinearPatterns implements RegularExpressionFactory {
    private static final int LONGEST = 512;
    private static final long LARGEST_PROGRAM = 500_000;
    private static final java.util.regex.Pattern REPEAT =
            java.util.regex.Pattern.compile("(\\))?\\{(\\d{1,4})?,?(\\d{1,4})?}");

    /** @throws PatternSyntaxException where RE2 does not know the syntax, such as look-ahead, or it repeats too much */
    @Override
    public RegularExpression getRegularExpression(String pattern) {
        Pattern compiled = compile(pattern);
        return text -> compiled.matcher(text).find();
    }

    /** Counted repeats are written out when compiled, those of groups may nest: so the size is judged before. */
    static Pattern compile(String pattern) {
        if (pattern.length() > LONGEST || size(pattern) > LARGEST_PROGRAM) {
            throw new PatternSyntaxException("is too long or repeats too much", "the pattern");
        }
        return Pattern.compile(pattern);
    }

    private static long size(String pattern) {
        long characters = pattern.length();
        long groups = 1;
        for (MatchResult repeat : REPEAT.matcher(pattern).results().toList()) {
            int count = Math.max(number(repeat.group(2)), number(repeat.group(3)));
            if (repeat.group(1) == null) {
                characters += count;
            } else {
                groups = Math.min(groups * Math.max(1, count), LARGEST_PROGRAM + 1);
            }
        }
        return characters * groups;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 1 : Integer.parseInt(digits);
    }
}
