package org.perfectstorm.template;

/** All filters. */
final class Filters {
  static final Operations ALL = new Operations("filter");

  static {
    ValueFilters.addTo(ALL);
    TextFilters.addTo(ALL);
    SequenceFilters.addTo(ALL);
    OrderFilters.addTo(ALL);
    SelectFilters.addTo(ALL);
  }

  private Filters() {}
}
