package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.MarkedResource;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.IssuedSecret;
import dev.gatehouse.provisioner.secret.model.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A database with an owner role and a role that may only read. Nobody logs in by these two: each has two login roles that
 * take turns, so that a password can be renewed while the former one still works. A password is sealed and stored before
 * a role gets it, so no crash leaves a role whose password nobody knows. Runs for one component wait for each other by an
 * advisory lock on the server, which a dead client's session gives back only after its last statement has ended.
 *
 * <p>Inputs, all optional: {@code connections}, 1 to 10000, by default 20, of the whole database; {@code
 * readOnlyConnections}, up to that, by default 5; {@code extensions}, from the configured list; {@code rotation}, a number
 * that renews both passwords once when it rises; {@code database}, one that was there before and is adopted; {@code dump},
 * whether a destroy keeps the data. Outputs: host, port, database, username, secret, readOnlyUsername, readOnlySecret. A
 * user name changes with each rotation; the secret always has the one to use.
 */
@ApplicationScoped
class PostgresqlEngine implements Engine {
    private final Secrets secrets;
    private final Set<String> extensions;
    private final Dumps dumps;

    /** @param extensions which extensions a component may have */
    PostgresqlEngine(
            Secrets secrets,
            @ConfigProperty(name = "gatehouse.postgresql.extensions") Set<String> extensions,
            Dumps dumps) {
        this.secrets = secrets;
        this.extensions = Set.copyOf(extensions);
        this.dumps = dumps;
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public Optional<String> targetKind() {
        return Optional.of("postgresql");
    }

    /** Which database it is says the input where one is adopted; where that is empty, who left the name to this engine. */
    @Override
    public Optional<String> handsOn(String output) {
        return output.equals("database") ? Optional.of("database") : Optional.empty();
    }

    @Override
    public boolean keepsData() {
        return true;
    }

    @Override
    public ComponentPlan plan(DesiredComponent desired) {
        Wanted wanted = Wanted.of(desired, extensions);
        Server server = new Server(desired.target());
        try (Connection maintenance = server.connect()) {
            Subject subject = Subject.of(desired, maintenance, wanted.existing());
            subject.refuseMissing(wanted);
            subject.refuseForeign();
            new AdoptedDatabases(subject).refuseLeaving();
            new Extensions(
                            maintenance,
                            subject.names().owner(),
                            desired.target().name())
                    .refuseUnavailable(wanted.extensions());
            return survey(server, subject, wanted);
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(desired.target().name(), failed);
        }
    }

    @Override
    public AppliedComponent apply(DesiredComponent desired, Progress progress) {
        Wanted wanted = Wanted.of(desired, extensions);
        Server server = new Server(desired.target());
        try (Connection maintenance = locked(server, desired, wanted.existing())) {
            return make(server, Subject.of(desired, maintenance, wanted.existing()), wanted, progress);
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(desired.target().name(), failed);
        }
    }

    @Override
    public ObservedComponent observe(DesiredComponent desired) {
        Server server = new Server(desired.target());
        try (Connection maintenance = server.connect()) {
            Subject subject = Subject.of(desired, maintenance, Wanted.existingOf(desired));
            List<Difference> foreign = subject.foreign();
            if (!subject.isAnythingOurs()) {
                return foreign.isEmpty() ? ObservedComponent.ABSENT : ObservedComponent.FOREIGN;
            }
            if (!foreign.isEmpty()) {
                return ObservedComponent.present(foreign);
            }
            List<Difference> differences = Survey.differences(survey(server, subject, Wanted.of(desired, extensions)));
            return subject.there() ? ObservedComponent.present(differences) : ObservedComponent.emptied(differences);
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(desired.target().name(), failed);
        }
    }

    /** Gets in also where the database's users have taken every connection, as the apply did that it follows. */
    @Override
    public ObservedComponent observeMade(DesiredComponent desired) {
        Wanted wanted = Wanted.of(desired, extensions);
        Server server = new Server(desired.target());
        try (Connection maintenance = locked(server, desired, wanted.existing())) {
            Subject subject = Subject.of(desired, maintenance, wanted.existing());
            if (!subject.there() || !subject.foreign().isEmpty()) {
                return observe(desired);
            }
            try (Connection inside = subject.database().connectAnyway(server)) {
                ComponentPlan left = new Survey(subject, wanted, secrets::find).plan(Optional.of(inside));
                return ObservedComponent.present(Survey.differences(left));
            }
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(desired.target().name(), failed);
        }
    }

    /** Needs no connection to the database itself: its users may have taken every one that it has. */
    @Override
    public boolean lacksData(DesiredComponent desired) {
        try (Connection maintenance = new Server(desired.target()).connect()) {
            Subject subject = Subject.of(desired, maintenance, Wanted.existingOf(desired));
            return !subject.there() && subject.foreign().isEmpty();
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(desired.target().name(), failed);
        }
    }

    /** Databases and roles that carry this engine's mark. */
    @Override
    public List<MarkedResource> inventory(EngineTarget target) {
        try (Connection maintenance = new Server(target).connect()) {
            return Inventory.of(maintenance);
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(target.name(), failed);
        }
    }

    /** Takes over the database that the input {@code database} names; its owner role stays what it was. */
    @Override
    public AppliedComponent adopt(DesiredComponent desired, Progress progress) {
        Wanted wanted = Wanted.of(desired, extensions);
        if (wanted.existing().isEmpty()) {
            throw PostgresqlFailures.nothingToAdopt(desired.name());
        }
        Server server = new Server(desired.target());
        try (Connection maintenance = locked(server, desired, wanted.existing())) {
            Subject subject = Subject.of(desired, maintenance, wanted.existing());
            subject.refuseMissing(wanted);
            new AdoptedDatabases(subject).refuseLeaving();
            new Handover(subject, server, progress).take();
            return make(server, subject, wanted, progress);
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(desired.target().name(), failed);
        }
    }

    /** A database that was there before is given back, never dropped, also where the inputs name it no more. */
    @Override
    public void destroy(DesiredComponent desired, Progress progress) {
        Server server = new Server(desired.target());
        try (Connection maintenance = locked(server, desired, Wanted.existingOf(desired))) {
            Subject subject = Subject.of(desired, maintenance, Optional.empty());
            subject.refuseForeign();
            new Removal(subject, server, dumps, progress).run();
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(desired.target().name(), failed);
        }
        progress.step("forget its secrets");
        for (Access access : Access.values()) {
            secrets.forget(access.reference(desired));
        }
    }

    private AppliedComponent make(Server server, Subject subject, Wanted wanted, Progress progress)
            throws SQLException {
        DatabaseNames names = subject.names();
        subject.refuseMissing(wanted);
        subject.refuseForeign();
        new AdoptedDatabases(subject).refuseLeaving();
        progress.step("store the secrets");
        IssuedSecret owner = issue(subject, wanted, Access.OWNER);
        IssuedSecret reader = issue(subject, wanted, Access.READER);
        progress.step("ensure the roles");
        new RoleSetup(subject, wanted).ensure(owner, reader);
        progress.step("ensure the database");
        subject.database().ensure();
        progress.step("close the database to others");
        // Connected before the limit is set: the owner's own connections could use it up.
        try (Connection inside = subject.database().connectAnyway(server)) {
            subject.database().close(wanted.connections());
            OwnedDatabase.closeSchema(inside);
            progress.step("install the extensions");
            new Extensions(inside, names.owner(), subject.desired().target().name()).ensure(wanted.extensions());
            progress.step("grant the read-only access");
            new ReadAccess(inside, names.reader()).ensure(subject.makers());
            progress.step("look at the result");
            ComponentPlan left = new Survey(subject, wanted, secrets::find).plan(Optional.of(inside));
            if (!left.changesNothing()) {
                throw new TransientFailure("the database is not as it was made: " + Survey.differences(left), null);
            }
            return applied(server, subject, owner, reader, left);
        }
    }

    private IssuedSecret issue(Subject subject, Wanted wanted, Access access) {
        return secrets.issue(
                access.reference(subject.desired()),
                Access.secretOwner(subject.desired()),
                new Turn(subject.names().logins(access), wanted.rotation()));
    }

    private ComponentPlan survey(Server server, Subject subject, Wanted wanted) throws SQLException {
        Survey survey = new Survey(subject, wanted, secrets::find);
        if (!subject.there()) {
            return survey.plan(Optional.empty());
        }
        try (Connection inside = server.connect(subject.names().database())) {
            return survey.plan(Optional.of(inside));
        }
    }

    private static Connection locked(Server server, DesiredComponent desired, Optional<String> existing)
            throws SQLException {
        String made = DatabaseNames.of(desired.stack(), desired.name()).database();
        return server.locked(Stream.concat(Stream.of(made), existing.stream()).toList());
    }

    private static AppliedComponent applied(
            Server server, Subject subject, IssuedSecret owner, IssuedSecret reader, ComponentPlan made) {
        List<Resource> resources =
                made.resources().stream().map(PlannedResource::resource).toList();
        return new AppliedComponent(
                Map.of(
                        "host", server.host(),
                        "port", (long) server.port(),
                        "database", subject.names().database(),
                        "username", owner.username(),
                        "secret", Access.OWNER.reference(subject.desired()),
                        "readOnlyUsername", reader.username(),
                        "readOnlySecret", Access.READER.reference(subject.desired())),
                resources);
    }
}
