package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import java.sql.SQLException;

/**
 * Makes a component's roles. The login whose turn it is gets its password; the other one keeps the one it has, and is open
 * again where a removal that was broken off had closed it.
 */
final class RoleSetup {
    private final Subject subject;
    private final Wanted wanted;

    RoleSetup(Subject subject, Wanted wanted) {
        this.subject = subject;
        this.wanted = wanted;
    }

    void ensure(IssuedSecret owner, IssuedSecret reader) throws SQLException {
        DatabaseNames names = subject.names();
        Roles roles = subject.roles();
        if (names.ownerIsOurs()) {
            roles.ensureGroup(names.owner());
        }
        roles.ensureGroup(names.reader());
        login(Access.OWNER, owner);
        login(Access.READER, reader);
        for (Access access : Access.values()) {
            for (String login : names.logins(access)) {
                if (roles.isClosed(login)) {
                    roles.openLogin(login);
                }
            }
        }
        roles.actAs(owner.username(), names.owner());
        roles.readOnly(reader.username());
        if (names.ownerIsOurs() && wanted.rotation() > 0) {
            // Databases from before there were login roles are used by the owner itself, until the first rotation.
            roles.closeLogin(names.owner());
        }
    }

    private void login(Access access, IssuedSecret secret) throws SQLException {
        subject.roles()
                .ensureLogin(
                        secret.username(),
                        subject.names().group(access),
                        secret.password(),
                        Integer.parseInt(Survey.limit(access, wanted)));
    }
}
