package dev.gatehouse.request;

import java.util.UUID;

/** Templates and names for tests. Names are fresh each time, because all tests share one database. */
public final class Samples {
    private Samples() {}

    /** A name that no other test uses. */
    public static String name(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A template of a database and an application that needs it. */
    public static String webStack(String name, String version) {
        return """
                apiVersion: gatehouse.dev/v1
                kind: StackTemplate
                metadata: {name: %s, version: %s, owner: platform}
                docs: A web application with its database.
                changelog: First release.
                parameters:
                  $schema: https://json-schema.org/draft/2020-12/schema
                  type: object
                  additionalProperties: false
                  properties:
                    image: {type: string, default: "registry.example/web:1.0.0", maxLength: 200}
                    replicas: {type: integer, minimum: 1, maximum: 20, default: 2}
                    connections: {type: integer, minimum: 5, maximum: 200, default: 20}
                components:
                  - name: application
                    kind: gitops
                    owner: developer
                    with:
                      namespace: "${stack.namespace}"
                      values:
                        image: "${parameters.image}"
                        replicas: "${parameters.replicas}"
                        database: {host: "${components.database.host}", secret: "${components.database.secret}"}
                  - name: database
                    kind: postgresql
                    owner: platform
                    reversible: false
                    with: {connections: "${parameters.connections}"}
                outputs:
                  namespace: "${stack.namespace}"
                  address: "${components.database.host}:${components.database.port}"
                  databaseSecret: "${components.database.secret}"
                """.formatted(name, version);
    }
}
