package dev.gatehouse.provisioner.provisioning.model;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether two documents say the same. One of them may have been stored as JSON, where a number forgets of which type it
 * was.
 */
public final class SameValues {
    private SameValues() {}

    public static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> second) {
            return map.keySet().equals(second.keySet())
                    && map.keySet().stream().allMatch(key -> same(map.get(key), second.get(key)));
        }
        if (one instanceof List<?> list && other instanceof List<?> second) {
            return list.size() == second.size() && sameMembers(list, second);
        }
        if (one instanceof Number number && other instanceof Number second) {
            return decimal(number).compareTo(decimal(second)) == 0;
        }
        return one == null ? other == null : one.equals(other);
    }

    private static boolean sameMembers(List<?> list, List<?> second) {
        Iterator<?> members = second.iterator();
        return list.stream().allMatch(member -> same(member, members.next()));
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }
}
