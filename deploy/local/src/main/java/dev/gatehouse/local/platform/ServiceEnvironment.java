package dev.gatehouse.local.platform;

import dev.gatehouse.local.Loopback;
import java.util.HashMap;
import java.util.Map;

/** What a service is told about its surroundings: the configuration contract, as environment variables. */
final class ServiceEnvironment {

    private ServiceEnvironment() {}

    static Map<String, String> of(String service, Infrastructure infrastructure) {
        PlatformSettings settings = infrastructure.settings();
        KeptSecrets secrets = infrastructure.secrets();
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", Loopback.HOST);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(settings.port(Listener.ofService(service))));
        environment.put(
                "GATEHOUSE_DB_URL",
                "postgresql://" + Loopback.HOST + ":" + settings.port(Listener.POSTGRESQL) + "/" + service);
        environment.put("GATEHOUSE_DB_USER", service);
        environment.put("GATEHOUSE_DB_PASSWORD", secrets.password("postgresql." + service));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", infrastructure.kafka().bootstrapServers());
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
        environment.put("KAFKA_USERNAME", service);
        environment.put("KAFKA_PASSWORD", infrastructure.kafka().credentials().password(service));
        environment.put("TEMPORAL_ADDRESS", infrastructure.temporal().address());
        environment.put("GATEHOUSE_TEMPORAL_KIND", infrastructure.temporal().description());
        environment.put("GATEHOUSE_OIDC_URL", infrastructure.identity().issuer());
        if (service.equals("request")) {
            environment.put(
                    "GATEHOUSE_PROVISIONER_URL", "http://" + Loopback.HOST + ":" + settings.port(Listener.PROVISIONER));
        }
        if (service.equals("provisioner")) {
            environment.put("GATEHOUSE_SECRET_KEYS", "local-1:" + secrets.key("provisioner.secret-key"));
            environment.put("GATEHOUSE_TARGETS__LOCAL_POSTGRESQL__USERNAME", Infrastructure.TARGET_ROLE);
            environment.put(
                    "GATEHOUSE_TARGETS__LOCAL_POSTGRESQL__PASSWORD",
                    secrets.password("postgresql." + Infrastructure.TARGET_ROLE));
            // whoever registers targets could otherwise have the password sent to a server of his own
            environment.put(
                    "GATEHOUSE_TARGETS__LOCAL_POSTGRESQL__ADDRESS",
                    Loopback.HOST + ":" + settings.port(Listener.POSTGRESQL));
            // the server's artifact has no pg_dump; a component that asks for a dump still gets one, or is not dropped
            environment.put("GATEHOUSE_POSTGRESQL_DUMP_BY_DEFAULT", "false");
        }
        environment.putAll(settings.serviceEnvironment());
        return environment;
    }
}
