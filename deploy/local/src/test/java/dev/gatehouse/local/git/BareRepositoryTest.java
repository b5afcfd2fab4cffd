package dev.gatehouse.local.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.RefSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareRepositoryTest {

    @TempDir
    private Path directory;

    @Test
    void itsUrlIsAUriAndCanBeClonedAlsoWithASpaceInThePath() throws Exception {
        Path place = directory.resolve("a b/stacks.git");
        BareRepository repository = new BareRepository(place);
        String before = repository.url();
        repository.ensure();
        repository.ensure();
        assertThat(repository.url()).isEqualTo(before).startsWith("file:///").doesNotEndWith("/");
        assertThat(Path.of(URI.create(repository.url()))).isEqualTo(place);
        try (Git clone = Git.cloneRepository()
                .setURI(repository.url())
                .setDirectory(directory.resolve("clone").toFile())
                .call()) {
            clone.commit().setAllowEmpty(true).setMessage("first").call();
            clone.push().setRefSpecs(new RefSpec("HEAD:refs/heads/main")).call();
        }
        try (Git bare = Git.open(place.toFile())) {
            assertThat(bare.getRepository().isBare()).isTrue();
            assertThat(bare.log().call()).extracting(RevCommit::getFullMessage).containsExactly("first");
        }
    }
}
