package dev.gatehouse.request.document.yaml;

import dev.gatehouse.request.document.model.Pointer;
import dev.gatehouse.request.problem.model.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The line of every value, by JSON pointer. Aliases are followed, each use counted, so this walk also finds texts that
 * expand too far and values that JSON does not have.
 */
final class YamlLines {
    private static final int MOST_NODES = 20_000;
    private static final int MOST_POINTER_CHARACTERS = 4_000_000;
    private static final int LONGEST_KEY = 256;
    private static final int DEEPEST = 64;
    private static final Set<Tag> JSON = Set.of(Tag.NULL, Tag.BOOL, Tag.INT, Tag.FLOAT, Tag.STR, Tag.SEQ, Tag.MAP);

    private final Map<String, Integer> lines = new HashMap<>();
    private int visited;
    private int pointerCharacters;

    private YamlLines() {}

    static Map<String, Integer> of(Node root) {
        YamlLines walk = new YamlLines();
        walk.visit("", root, line(root), 0);
        return Map.copyOf(walk.lines);
    }

    private void visit(String pointer, Node node, int line, int depth) {
        pointerCharacters += pointer.length();
        check(node, depth);
        lines.put(pointer, line);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                Node key = entry.getKeyNode();
                visit(Pointer.child(pointer, key(key)), entry.getValueNode(), line(key), depth + 1);
            }
        } else if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            for (int i = 0; i < items.size(); i++) {
                visit(Pointer.child(pointer, i), items.get(i), line(items.get(i)), depth + 1);
            }
        }
    }

    private void check(Node node, int depth) {
        if (depth > DEEPEST || ++visited > MOST_NODES || pointerCharacters > MOST_POINTER_CHARACTERS) {
            throw refusal("expands to too large a tree; use fewer values and aliases", node);
        }
        if (!JSON.contains(node.getTag())) {
            throw refusal("has the tag " + node.getTag() + ", which JSON has no value for", node);
        }
    }

    private static String key(Node key) {
        if (key instanceof ScalarNode scalar
                && key.getTag().equals(Tag.STR)
                && scalar.getValue().length() <= LONGEST_KEY) {
            return scalar.getValue();
        }
        throw refusal("has a key that is not a short text; quote numbers and words such as true", key);
    }

    private static Refusal refusal(String detail, Node node) {
        return new Refusal(YamlDocuments.problem(detail, line(node)));
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
