package dev.gatehouse.provisioner.engine.gitops;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEditor.DeletePath;
import org.eclipse.jgit.dircache.DirCacheEditor.PathEdit;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Builds a commit of one file in memory, on top of another one. */
final class FileCommit {
    private static final PersonIdent AUTHOR = new PersonIdent("Gatehouse", "gatehouse@localhost");

    private final Repository repository;
    private final @Nullable ObjectId head;

    /** @param head the parent; null for a first commit */
    FileCommit(Repository repository, @Nullable ObjectId head) {
        this.repository = repository;
        this.head = head;
    }

    /** Writes the file, or removes it where {@code content} is null; nothing is pushed. */
    ObjectId write(StackPath path, byte @Nullable [] content, String message) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache index = tree();
            DirCacheEditor editor = index.editor();
            if (content == null) {
                editor.add(new DeletePath(path.path()));
            } else {
                ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content);
                editor.add(new PathEdit(path.path()) {
                    @Override
                    public void apply(DirCacheEntry entry) {
                        entry.setFileMode(FileMode.REGULAR_FILE);
                        entry.setObjectId(blob);
                    }
                });
            }
            editor.finish();
            PersonIdent now = new PersonIdent(AUTHOR, Clock.systemUTC().instant(), ZoneOffset.UTC);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(index.writeTree(inserter));
            commit.setParentIds(head == null ? List.of() : List.of(head));
            commit.setAuthor(now);
            commit.setCommitter(now);
            commit.setMessage(message);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private DirCache tree() throws IOException {
        DirCache index = DirCache.newInCore();
        if (head != null) {
            try (RevWalk walk = new RevWalk(repository)) {
                DirCacheBuilder builder = index.builder();
                builder.addTree(
                        new byte[0],
                        DirCacheEntry.STAGE_0,
                        walk.getObjectReader(),
                        walk.parseCommit(head).getTree());
                builder.finish();
            }
        }
        return index;
    }
}
