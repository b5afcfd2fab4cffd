package dev.gatehouse.local.kafka;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The principals a broker knows and their passwords.
 *
 * @param passwords by principal; {@value #ADMIN}, the super user, is among them
 */
public record BrokerCredentials(Map<String, String> passwords) {

    /** The super user: the platform itself, never a service. */
    public static final String ADMIN = "admin";

    public BrokerCredentials {
        passwords = Map.copyOf(new TreeMap<>(passwords));
        if (!passwords.containsKey(ADMIN)) {
            throw new IllegalArgumentException("The super user " + ADMIN + " needs a password");
        }
    }

    public String password(String principal) {
        String password = passwords.get(principal);
        if (password == null) {
            throw new IllegalArgumentException("The broker knows no " + principal + ", only " + passwords.keySet());
        }
        return password;
    }

    Properties clientProperties(String bootstrapServers, String principal) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("security.protocol", "SASL_PLAINTEXT");
        properties.put("sasl.mechanism", "PLAIN");
        properties.put("sasl.jaas.config", loginAs(principal) + ";");
        return properties;
    }

    /** The broker's side of it: it knows all principals and is itself the super user. */
    String serverJaas() {
        return passwords.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> " user_" + entry.getKey() + "=\"" + entry.getValue() + "\"")
                .collect(Collectors.joining("", loginAs(ADMIN), ";"));
    }

    private String loginAs(String principal) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\""
                .formatted(principal, password(principal));
    }

    @Override
    public String toString() {
        return "BrokerCredentials" + passwords.keySet();
    }
}
