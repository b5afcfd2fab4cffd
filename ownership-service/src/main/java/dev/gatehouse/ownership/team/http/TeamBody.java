package dev.gatehouse.ownership.team.http;

import dev.gatehouse.ownership.team.model.Contact;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a platform engineer says of a team. Lengths: mail addresses by RFC 5321, the rest what fits a line.
 *
 * @param title for people
 */
record TeamBody(
        @NotBlank(message = "A team needs a title.")
        @Size(max = 100, message = "At most 100 characters.")
        @Pattern(regexp = LINE, message = ONE_LINE)
        String title,

        @Valid @Nullable ContactBody contact) {

    private static final String LINE = "[\\P{Cntrl}&&\\P{Cs}]*";
    private static final String ONE_LINE = "One line of whole characters, without control characters.";

    record ContactBody(
            @Nullable
            @Email(message = "This is not a mail address.")
            @Size(max = 254, message = "At most 254 characters.")
            @Pattern(regexp = LINE, message = ONE_LINE)
            String email,

            @Nullable
            @Size(min = 1, max = 200, message = "1 to 200 characters.")
            @Pattern(regexp = LINE, message = ONE_LINE)
            String chat) {}

    Contact toContact() {
        return contact == null ? Contact.NONE : new Contact(contact.email(), contact.chat());
    }
}
