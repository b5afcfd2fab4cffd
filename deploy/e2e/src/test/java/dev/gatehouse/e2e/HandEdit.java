package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** What somebody does past Gatehouse: a commit that changes a few words of a file. */
final class HandEdit {
    static final PersonIdent SOMEBODY = new PersonIdent("Mallory", "mallory@example.org");

    private HandEdit() {}

    /** Puts other words in the place of those that the file has at the head of the branch main. */
    static void replace(Path repository, String file, String words, String others) {
        try (Repository git = new FileRepositoryBuilder()
                        .setGitDir(repository.toFile())
                        .setBare()
                        .build();
                RevWalk walk = new RevWalk(git);
                ObjectInserter inserter = git.newObjectInserter()) {
            RevCommit head = walk.parseCommit(git.resolve("refs/heads/main"));
            DirCache files = files(git, head);
            DirCacheEntry entry = files.getEntry(file);
            String text = new String(git.open(entry.getObjectId()).getBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(words);
            entry.setObjectId(inserter.insert(
                    Constants.OBJ_BLOB, text.replace(words, others).getBytes(StandardCharsets.UTF_8)));
            ObjectId commit = inserter.insert(commit(files.writeTree(inserter), head));
            inserter.flush();
            RefUpdate move = git.updateRef("refs/heads/main");
            move.setExpectedOldObjectId(head);
            move.setNewObjectId(commit);
            assertThat(move.update()).isEqualTo(RefUpdate.Result.FAST_FORWARD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DirCache files(Repository git, RevCommit head) throws IOException {
        DirCache files = DirCache.newInCore();
        DirCacheBuilder builder = files.builder();
        builder.addTree(new byte[0], DirCacheEntry.STAGE_0, git.newObjectReader(), head.getTree());
        builder.finish();
        return files;
    }

    private static CommitBuilder commit(ObjectId tree, RevCommit head) {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentId(head);
        commit.setAuthor(SOMEBODY);
        commit.setCommitter(SOMEBODY);
        commit.setMessage("Have it another way");
        return commit;
    }
}
