package org.perfectstorm.bench.system;

/** One thing that is measured. */
interface Measurement {
  /** What it is called on the command line. */
  String name();

  /** Measures, and prints a table in Markdown. */
  void run(Place place) throws Exception;
}
