package dev.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** A template of five components, each of which needs the one before, so that they are made one after the other. */
final class FiveComponents {
    /** As {@link #TEMPLATE} lists them: two databases, then three applications. */
    static final int DATABASES = 2;

    static final int APPLICATIONS = 3;

    private static final String TEMPLATE = """
            {
              "apiVersion": "gatehouse.dev/v1",
              "kind": "StackTemplate",
              "metadata": {"name": "five-components", "version": "1.0.0", "owner": "platform"},
              "parameters": {"type": "object", "properties": {}},
              "components": [
                {"name": "orders", "kind": "postgresql", "owner": "platform", "with": {"connections": 7}},
                {"name": "reports", "kind": "postgresql", "owner": "platform",
                 "with": {"connections": "${components.orders.port > 0 ? 5 : 6}"}},
                {"name": "shop", "kind": "gitops", "owner": "developer",
                 "with": {"values": {"orders": "${components.orders.host}", "reports": "${components.reports.database}"}}},
                {"name": "worker", "kind": "gitops", "owner": "developer",
                 "with": {"values": {"shop": "${components.shop.path}"}}},
                {"name": "dashboard", "kind": "gitops", "owner": "developer",
                 "with": {"values": {"worker": "${components.worker.path}", "reports": "${components.reports.secret}"}}}
              ],
              "outputs": {"orders": "${components.orders.database}", "dashboard": "${components.dashboard.path}"}
            }
            """;

    private FiveComponents() {}

    /** Requests a stack of any free name; releases the template before, if that was not done yet. */
    static StackClient request(Platform platform) {
        Answer released = platform.user("pia").post("/api/v1/templates", TEMPLATE);
        assertThat(released.status()).as("%s", released).isIn(200, 201);
        String body = """
                {"name": "%s", "team": "checkout", "template": "five-components", "version": "1.0.0", "parameters": {}}""".formatted(StackClient.freeName());
        return StackClient.requestAs(platform.user("dana"), body);
    }
}
