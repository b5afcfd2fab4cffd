package dev.gatehouse.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;

/** The only interface the local platform listens on. */
public final class Loopback {

    public static final String HOST = "127.0.0.1";

    private Loopback() {}

    /** A port that is free, and that nobody else is given by this method while this process lives. */
    public static int freePort() {
        return FreePorts.next();
    }

    /** Whether something already listens on the port, or the system keeps it. */
    public static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address(), port));
            return false;
        } catch (IOException inUse) {
            return true;
        }
    }

    /** Whether somebody accepts connections on the port. */
    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address(), port), 1000);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    public static InetAddress address() {
        try {
            return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are always an address", e);
        }
    }
}
