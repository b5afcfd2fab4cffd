package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.local.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** docs/dependencies.md justifies each dependency that a module declares. */
class DependenciesTest {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.*-]+");

    @Test
    void everyDeclaredDependencyHasItsLine() throws Exception {
        Path root = RepositoryRoot.find();
        var explained = Files.readAllLines(root.resolve("docs/dependencies.md")).stream()
                .filter(line -> line.startsWith("| "))
                .flatMap(line -> NAME.matcher(line.split("\\|")[1]).results().map(match -> match.group()))
                .collect(Collectors.toSet());

        var declared = new TreeSet<String>();
        for (Path pom : poms(root)) {
            declared.addAll(dependencies(pom));
        }

        assertThat(declared).as("the poms were read").contains("temporal-sdk", "quarkus-oidc");
        assertThat(declared.stream()
                        .filter(name -> explained.stream().noneMatch(entry -> covers(entry, name)))
                        .toList())
                .as("dependencies without a line in docs/dependencies.md")
                .isEmpty();
    }

    private static boolean covers(String entry, String artifact) {
        return entry.endsWith("*")
                ? entry.length() > 1 && artifact.startsWith(entry.substring(0, entry.length() - 1))
                : entry.equals(artifact);
    }

    private static Iterable<Path> poms(Path root) throws IOException {
        try (Stream<Path> files = Files.find(root, 4, (path, attributes) -> path.endsWith("pom.xml"))) {
            return files.filter(path -> !path.toString().contains("/target/")).toList();
        }
    }

    /** What stands in a module's own dependencies, without the project's own modules and the managed versions. */
    private static Set<String> dependencies(Path pom) throws Exception {
        var names = new TreeSet<String>();
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
        var nodes = document.getElementsByTagName("dependency");
        for (int i = 0; i < nodes.getLength(); i++) {
            Element dependency = (Element) nodes.item(i);
            Node owner = dependency.getParentNode().getParentNode();
            if (owner.getNodeName().equals("project")
                    && !text(dependency, "groupId").equals("dev.gatehouse")) {
                names.add(text(dependency, "artifactId"));
            }
        }
        return names;
    }

    private static String text(Element parent, String tag) {
        return parent.getElementsByTagName(tag).item(0).getTextContent().strip();
    }
}
