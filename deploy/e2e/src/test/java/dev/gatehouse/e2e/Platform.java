package dev.gatehouse.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Properties;

/** A running platform of the tests' own: own ports, own data. */
final class Platform implements AutoCloseable {
    static Platform start() { throw new UnsupportedOperationException(); }
    User user(String name) { throw new UnsupportedOperationException(); }
    List<String> rows(String database, String query, String parameter) { throw new UnsupportedOperationException(); }
    Connection superUser(String database) { throw new UnsupportedOperationException(); }
    Facts facts() { throw new UnsupportedOperationException(); }
    GitHistory git() { throw new UnsupportedOperationException(); }
    Path repository() { throw new UnsupportedOperationException(); }
    Properties kafka(String principal) { throw new UnsupportedOperationException(); }
    List<String> logLines(String service) { throw new UnsupportedOperationException(); }
    void kill(String service) throws InterruptedException { throw new UnsupportedOperationException(); }
    void startAgain(String service) { throw new UnsupportedOperationException(); }
    void stopKafka() { throw new UnsupportedOperationException(); }
    void startKafka() { throw new UnsupportedOperationException(); }
    void stopPostgresql() { throw new UnsupportedOperationException(); }
    void startPostgresql() { throw new UnsupportedOperationException(); }
    void stopTemporal() { throw new UnsupportedOperationException(); }
    void startTemporal() { throw new UnsupportedOperationException(); }
    void restartTemporal() { throw new UnsupportedOperationException(); }
    void restart() { throw new UnsupportedOperationException(); }
    @Override public void close() { throw new UnsupportedOperationException(); }
}
