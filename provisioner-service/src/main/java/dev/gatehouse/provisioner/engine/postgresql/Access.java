package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import java.util.Locale;

/** What somebody who logs in may do. Each has a secret of its own. */
enum Access {
    /** Everything in the component's database. */
    OWNER,
    /** Read what the owner has made, and will make. */
    READER;

    /** The secret's reference; its form is safe in a URL's path. */
    String reference(DesiredComponent desired) {
        return desired.stack().id() + "." + desired.name() + "." + name().toLowerCase(Locale.ROOT);
    }

    static SecretOwner secretOwner(DesiredComponent desired) {
        return new SecretOwner(desired.stack().id(), desired.stack().team(), desired.name());
    }
}
