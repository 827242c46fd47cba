package org.perfectstorm.lab;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.perfectstorm.lab.Timeline.Point;

/**
 * A timeline as SVG: what ran by Swarm and by stormd, and between the two what stormd had wrong.
 */
final class TimelineDrawing {
  private static final int WIDTH = 1100;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int LINE = 16;
  private static final int TALL = 150;
  private static final int SMALL = 60;
  private static final int GAP = 26;

  private final Timeline timeline;
  private final List<Point> points;
  private final double end;
  private final StringBuilder out = new StringBuilder();

  TimelineDrawing(Timeline timeline) {
    this.timeline = timeline;
    this.points = timeline.points();
    Instant last = timeline.settled().isEmpty() ? null : timeline.settled().getLast().lag().right();
    double drawn = points.isEmpty() ? 0 : millis(points.getLast().at());
    this.end = Math.max(1000, Math.max(drawn, last == null ? 0 : millis(last)) + 500);
  }

  String svg() {
    List<String> lags = TimelineReport.lags(timeline);
    List<Timeline.Done> done = timeline.done();
    int head = 30 + lags.size() * LINE + 14;
    int top = head + done.size() * LINE + 8;
    int nodes = top + TALL + GAP;
    int wrong = nodes + SMALL + GAP;
    int bottom = wrong + SMALL;
    int height = bottom + 40;
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\"><rect width=\"%d\" height=\"%d\""
                + " fill=\"#fff\"/>%n",
            WIDTH,
            height,
            WIDTH,
            height));
    text(10, 20, "font-size=\"16\" font-weight=\"bold\"", timeline.title());
    for (int i = 0; i < lags.size(); i++) {
      text(10, 40 + i * LINE, "fill=\"#333\"", lags.get(i));
    }
    for (Timeline.Settled one : timeline.settled()) {
      double from = x(millis(one.lag().settled()));
      double width = Math.max(2, x(millis(one.lag().right())) - from);
      out.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#ffd9a0\"/>%n",
              from,
              top,
              width,
              bottom - top));
    }
    axis(bottom);
    for (int i = 0; i < done.size(); i++) {
      double x = x(millis(done.get(i).at()));
      int y = head + i * LINE;
      line(x, y - 4, x, bottom, "#555", "stroke-dasharray=\"3 3\"");
      boolean late = x > WIDTH * 0.7;
      text(x + (late ? -4 : 4), y, late ? "text-anchor=\"end\"" : "", done.get(i).what());
    }
    panel("tasks running", top, TALL, List.of(Point::swarmTasks, Point::stormdTasks));
    panel("nodes, stormd", nodes, SMALL, List.of(Point::nodes));
    panel("wrong in stormd", wrong, SMALL, List.of(Point::wrong));
    text(
        LEFT,
        bottom + 34,
        "fill=\"#666\"",
        "grey: Swarm, by a living manager; blue: stormd; red: resources that stormd shows otherwise"
            + " than Swarm; orange: from settled to right; ms");
    return out.append("</svg>\n").toString();
  }

  private void panel(String what, int top, int height, List<Function<Point, Integer>> values) {
    int most = 1;
    for (Point point : points) {
      for (Function<Point, Integer> value : values) {
        most = Math.max(most, value.apply(point) == null ? 0 : value.apply(point));
      }
    }
    line(LEFT, top + height, WIDTH - RIGHT, top + height, "#ccc", "");
    text(LEFT - 6, top + 10, "text-anchor=\"end\" fill=\"#666\"", Integer.toString(most));
    text(LEFT - 6, top + height, "text-anchor=\"end\" fill=\"#666\"", "0");
    text(LEFT, top - 4, "fill=\"#666\"", what);
    List<String> colours =
        values.size() == 2
            ? List.of("#999", "#1668dc")
            : List.of(what.startsWith("wrong") ? "#d4380d" : "#1668dc");
    for (int i = 0; i < values.size(); i++) {
      steps(
          values.get(i), top, height, most, colours.get(i), values.size() == 2 && i == 0 ? 4 : 1.6);
    }
  }

  /** A value stays what it was until the next point; where it is null the line is interrupted. */
  private void steps(
      Function<Point, Integer> value, int top, int height, int most, String colour, double width) {
    List<String> path = new ArrayList<>();
    boolean isDown = false;
    for (int i = 0; i < points.size(); i++) {
      Integer now = value.apply(points.get(i));
      if (now == null) {
        isDown = false;
        continue;
      }
      double y = top + height - (double) now / most * (height - 4);
      double until = i + 1 < points.size() ? millis(points.get(i + 1).at()) : end;
      path.add(
          String.format(
              Locale.ROOT,
              "%s%.1f %.1f L%.1f %.1f",
              isDown ? "L" : "M",
              x(millis(points.get(i).at())),
              y,
              x(until),
              y));
      isDown = true;
    }
    out.append("<path d=\"").append(String.join(" ", path)).append("\" fill=\"none\" stroke=\"");
    out.append(colour).append("\" stroke-width=\"").append(width).append("\"/>\n");
  }

  private void axis(int bottom) {
    long step = 1000;
    while (end / step > 12) {
      step = step == 1000 ? 2000 : step == 2000 ? 5000 : step == 5000 ? 10_000 : step * 2;
    }
    for (long at = 0; at <= end; at += step) {
      double x = x((double) at);
      line(x, bottom, x, bottom + 5, "#888", "");
      text(x, bottom + 18, "text-anchor=\"middle\" fill=\"#666\"", String.format("%,d", at));
    }
  }

  private double millis(Instant at) {
    return (double) TimelineReport.millis(timeline, at);
  }

  private double x(double millis) {
    return LEFT + millis / end * (WIDTH - LEFT - RIGHT);
  }

  private void line(double x1, double y1, double x2, double y2, String colour, String more) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" %s/>%n",
            x1,
            y1,
            x2,
            y2,
            colour,
            more));
  }

  private void text(double x, double y, String more, String words) {
    String plain = words.replace("&", "&amp;").replace("<", "&lt;");
    out.append(
        String.format(
            Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" %s>%s</text>%n", x, y, more, plain));
  }
}
