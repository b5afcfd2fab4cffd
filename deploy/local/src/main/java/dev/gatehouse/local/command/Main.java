package dev.gatehouse.local.command;

import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.platform.Refusal;
import java.util.Arrays;
import java.util.List;

/** {@code up | ready | down | token USER | replay SERVICE [ID|--all] | demo [--delete]}, called by the scripts of those names. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        String command = arguments.length == 0 ? "" : arguments[0];
        List<String> rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        try {
            PlatformSettings settings = PlatformSettings.from(System.getenv(), RepositoryRoot.find());
            return switch (command) {
                case "up" -> new Up(settings).run();
                case "ready" -> new Ready(settings).run(rest);
                case "down" -> new Down(settings).run();
                case "token" -> new Token(settings).run(rest);
                case "replay" -> new ReplayDeadLetters(settings).run(rest);
                case "demo" -> new Demo(settings).run(rest);
                default -> throw new Refusal("Unknown command '" + command + "': use the scripts in deploy/.");
            };
        } catch (Refusal refusal) {
            System.err.println("gatehouse: " + refusal.getMessage());
            return 1;
        } catch (RuntimeException unforeseen) {
            System.err.println("gatehouse: " + unforeseen.getMessage());
            if (System.getenv("GATEHOUSE_DEBUG") != null) {
                unforeseen.printStackTrace();
            } else {
                System.err.println("gatehouse: with GATEHOUSE_DEBUG=1 it tells more.");
            }
            return 1;
        }
    }
}
