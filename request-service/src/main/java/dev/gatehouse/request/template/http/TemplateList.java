package dev.gatehouse.request.template.http;

import dev.gatehouse.request.template.TemplateStore.Listed;
import java.util.List;

/** Templates or releases; there are few enough to need no cursor. */
public record TemplateList(List<Listed> items) {}
