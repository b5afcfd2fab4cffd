package dev.gatehouse.local.testing;

/** The PostgreSQL server that stacks' databases are made on, and the provisioner's own role there. */
public record TargetPostgresql(String host, int port, String username, String password) {

    @Override
    public String toString() {
        return "TargetPostgresql[" + username + "@" + host + ":" + port + "]";
    }
}
