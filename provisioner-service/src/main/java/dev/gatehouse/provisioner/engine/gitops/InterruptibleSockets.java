package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.Interruptible;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLSocketFactory;
import org.jboss.logging.Logger;

/**
 * Sockets that are closed when the run that opened them is interrupted, whether they are being connected, shake hands, or
 * wait for an answer. TLS lies on top of them, so that no close waits for what TLS has still to write.
 */
final class InterruptibleSockets extends SSLSocketFactory {
    private static final Logger LOG = Logger.getLogger(InterruptibleSockets.class);

    private final SSLSocketFactory tls;

    InterruptibleSockets(SSLSocketFactory tls) {
        this.tls = tls;
    }

    /** Not connected yet; whoever does that has TLS laid on top of it afterwards. */
    @Override
    public Socket createSocket() {
        Socket socket = new Socket();
        Interruptible.endedBy(() -> close(socket));
        return socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            LOG.debugf("A connection was not closed: %s", gone.getMessage());
        }
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(connected, host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw connectedAtOnce();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw connectedAtOnce();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw connectedAtOnce();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw connectedAtOnce();
    }

    private static SocketException connectedAtOnce() {
        return new SocketException("a socket that is connected at once could not be ended until then");
    }
}
