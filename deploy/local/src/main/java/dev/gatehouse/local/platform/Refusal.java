package dev.gatehouse.local.platform;

/** The platform does not do what was asked; the message is one sentence for the person who asked and says what to do. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refusal(String sentence) {
        super(sentence);
    }

    public Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
