package dev.gatehouse.request.document.schema;

import com.google.re2j.Pattern;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/** Regular expressions in time linear in the text, because a template's pattern meets what anybody sends. */
final class LinearPatterns implements RegularExpressionFactory {

    /** @throws com.google.re2j.PatternSyntaxException where RE2 does not know the syntax, for example look-ahead */
    @Override
    public RegularExpression getRegularExpression(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> compiled.matcher(text).find();
    }
}
