package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Registry;
import dev.gatehouse.provisioner.Stacks;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Git server takes a connection and never says a word; JGit would wait for it for twenty seconds. */
@QuarkusTest
@RealParts
class SilentGitServerTest {
    Parts parts;

    @Test
    void aRequestToItEndsWithItsOperation() throws Exception {
        Stacks stacks = new Stacks(parts);
        ObjectNode release = Events.templateReleased("silent@1.0.0");
        Events.component(release, "only", "gitops");
        ObjectNode request = Events.stackRequested("silent", stacks.release(release));
        Events.data(request).put("environment", "silent");
        String stack = request.get("subject").asText();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "https://127.0.0.1:" + server.getLocalPort() + "/silent.git";
            Registry.put(parts, "silent-git", "git", Map.of("url", url), List.of("silent"));
            stacks.request(request);
            try (Socket asked = server.accept()) {
                stacks.request(Events.cancelRequested(request, 2));

                await().atMost(Duration.ofSeconds(10)).until(() -> isClosed(asked));
            }
            stacks.awaitState(stack, "UNDOING");
        } finally {
            forgetTarget();
        }
        stacks.awaitOperation(stack, 1, "FAILED");
        assertThat(stacks.get(stack).getString("failure.reason")).isEqualTo("cancelled by dana");
    }

    /** What the client says before it is closed is read and passed over. */
    private static boolean isClosed(Socket asked) throws IOException {
        asked.setSoTimeout(100);
        try {
            return asked.getInputStream().read(new byte[1024]) < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** What was begun there cannot be undone, and need not be tried for an hour. */
    private void forgetTarget() throws SQLException {
        try (Connection connection = parts.connection()) {
            connection.createStatement().executeUpdate("delete from target where name = 'silent-git'");
        }
    }
}
