package dev.gatehouse.provisioner.engine.gitops;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/**
 * Lets JGit's requests over HTTPS end with the run of the engine that makes them: no interrupt ends a read from a socket, and
 * a server that is silent is waited for as long as its time-out says. One instance serves one run.
 */
final class InterruptibleHttps extends JDKHttpConnectionFactory implements TransportConfigCallback {
    private final SSLSocketFactory sockets = new InterruptibleSockets(HttpsURLConnection.getDefaultSSLSocketFactory());

    @Override
    public void configure(Transport transport) {
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(this);
        }
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return super.create(opened(url));
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return super.create(opened(url), proxy);
    }

    /** The same URL, whose connections JGit gets from here. */
    private URL opened(URL url) throws IOException {
        return new URL(null, url.toExternalForm(), new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL same) throws IOException {
                return interruptible(url.openConnection());
            }

            @Override
            protected URLConnection openConnection(URL same, Proxy proxy) throws IOException {
                return interruptible(url.openConnection(proxy));
            }
        });
    }

    private URLConnection interruptible(URLConnection connection) {
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(sockets);
        }
        return connection;
    }
}
