package dev.gatehouse.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/** All figures of one run, as a Markdown table. */
public final class Report {

    private final List<Figure> figures = new ArrayList<>();

    public void add(Figure figure) {
        figures.add(figure);
        System.out.println(row(figure));
    }

    public boolean marksMet() {
        return figures.stream().allMatch(Figure::met);
    }

    public String markdown() {
        StringBuilder text = new StringBuilder(Machine.describe())
                .append("\n\n| measured | platform | beside | figure | mark | |\n|---|---|---|---|---|---|\n");
        figures.forEach(figure -> text.append(row(figure)).append('\n'));
        return text.toString();
    }

    private static String row(Figure figure) {
        return "| %s | %s | %s | %s | %s | %s |"
                .formatted(
                        figure.what(),
                        figure.ours(),
                        figure.beside(),
                        figure.verdict(),
                        figure.mark(),
                        figure.met() ? "" : "**missed**");
    }
}
