package dev.gatehouse.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.local.api.Answer;
import dev.gatehouse.local.api.Caller;
import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.platform.PlatformState;
import dev.gatehouse.local.platform.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lists a service's dead letters, or hands one or all of them to the service again. Again is no harm. */
final class ReplayDeadLetters {

    private static final String LETTERS = "/internal/dead-letters";

    private final PlatformSettings settings;

    ReplayDeadLetters(PlatformSettings settings) {
        this.settings = settings;
    }

    int run(List<String> arguments) {
        PlatformState state = RunningPlatform.of(settings);
        if (arguments.isEmpty() || arguments.size() > 2 || !state.services().containsKey(arguments.get(0))) {
            throw new Refusal("Usage: deploy/replay SERVICE [ID|--all], where SERVICE is one of "
                    + String.join(", ", state.services().keySet()) + "; without ID it lists the dead letters.");
        }
        URI service = URI.create(state.services().get(arguments.get(0)).uri());
        Caller engineer = Caller.signIn(URI.create(state.frontDoor()), "pia").at(service);
        Answer answer = call(engineer, arguments.size() == 1 ? "" : arguments.get(1));
        if (!answer.isSuccess()) {
            throw new Refusal(answer.problem());
        }
        print(answer.body());
        return 0;
    }

    private static Answer call(Caller engineer, String which) {
        if (which.isEmpty()) {
            return engineer.get(LETTERS);
        }
        if (which.equals("--all")) {
            return engineer.post(LETTERS + "/replay", Map.of(), Map.of());
        }
        return engineer.post(LETTERS + "/" + id(which) + "/replay", Map.of(), Map.of());
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal("'" + text + "' is no dead letter's id: deploy/replay SERVICE lists them.", e);
        }
    }

    private static void print(JsonNode body) {
        JsonNode letters = body.has("items") ? body.path("items") : body;
        if (letters.isArray()) {
            letters.forEach(letter -> System.out.println(letter));
            System.out.println(letters.size() + (letters.size() == 1 ? " dead letter." : " dead letters."));
        } else {
            System.out.println(letters);
        }
    }
}
