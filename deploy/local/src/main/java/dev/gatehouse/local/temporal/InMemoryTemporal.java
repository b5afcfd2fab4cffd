package dev.gatehouse.local.temporal;

import dev.gatehouse.local.Loopback;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Temporal's test server with real time. It keeps everything in memory: {@link #close()} loses every workflow, and so
 * does a restart.
 *
 * @implNote {@code TestServer.createPortBoundServer} would listen on all interfaces; so its services are registered on a
 *     server bound to the loopback address here. What it lacks of a real server, the time limit of sticky queues, is
 *     added by {@link StickyQueues}.
 */
public final class InMemoryTemporal implements TemporalServer {

    private static final int MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

    private final int port;
    private @Nullable TestServicesStarter services;
    private @Nullable StickyQueues stickyQueues;
    private @Nullable Server server;

    public InMemoryTemporal(int port) {
        this.port = port;
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        boolean realTime = true;
        TestServicesStarter starter = new TestServicesStarter(realTime, 0);
        ForgottenLocks.in(starter.getWorkflowService());
        StickyQueues sticky = new StickyQueues(starter.getWorkflowService());
        HealthStatusManager health = new HealthStatusManager();
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(Loopback.address(), port))
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .addService(health.getHealthService());
        for (BindableService service : starter.getServices()) {
            builder.addService(ServerInterceptors.intercept(service, sticky));
            health.setStatus(service.bindService().getServiceDescriptor().getName(), ServingStatus.SERVING);
        }
        try {
            server = builder.build().start();
            services = starter;
            stickyQueues = sticky;
        } catch (IOException e) {
            sticky.close();
            starter.close();
            throw new UncheckedIOException("Temporal's test server does not start on port " + port, e);
        }
    }

    /** Ends the server and starts an empty one on the same port. */
    public synchronized void restart() {
        close();
        start();
    }

    @Override
    public String address() {
        return Loopback.HOST + ":" + port;
    }

    @Override
    public String description() {
        return "in-memory test server (forgets its workflows at a restart)";
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.shutdownNow();
            try {
                server.awaitTermination(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            server = null;
        }
        if (stickyQueues != null) {
            stickyQueues.close();
            stickyQueues = null;
        }
        if (services != null) {
            services.close();
            services = null;
        }
    }
}
