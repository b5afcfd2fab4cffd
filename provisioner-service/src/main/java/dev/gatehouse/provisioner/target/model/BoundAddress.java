package dev.gatehouse.provisioner.target.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a credential may be used: {@code host:port} of a server, or a repository's URL or a part of its
 * path from the left. Whoever may register targets could otherwise have the credential sent anywhere.
 */
public record BoundAddress(String place) {

    public boolean covers(String kind, Map<String, @Nullable Object> address) {
        if (kind.equals("git")) {
            String url = String.valueOf(address.get("url"));
            return url.equals(place) || url.startsWith(place.endsWith("/") ? place : place + "/");
        }
        return place.equals(address.get("host") + ":" + address.get("port"));
    }
}
