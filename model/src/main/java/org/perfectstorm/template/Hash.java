package org.perfectstorm.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a key of a dictionary is equal by: {@code 1}, {@code 1.0} and {@code true} are one key. */
final class Hash {
  private Hash() {}

  private enum None {
    NONE
  }

  private record Several(List<Object> keys) {}

  static Object of(Run run, Object value) {
    run.read(value);
    return switch (value) {
      case null -> None.NONE;
      case String text -> text;
      case Boolean truth -> truth ? 1L : 0L;
      case Double number when Math.rint(number) == number && !Double.isInfinite(number) ->
          Numbers.whole(new BigDecimal(number).toBigInteger());
      case Number number -> number;
      case Tuple tuple -> {
        run.enter();
        List<Object> keys = new ArrayList<>(tuple.size());
        for (Object element : tuple.elements()) {
          run.step();
          keys.add(of(run, element));
        }
        run.leave();
        yield new Several(keys);
      }
      case Undefined undefined -> throw undefined.fault();
      case ListValue list -> throw unhashable(list);
      case GivenList list -> throw unhashable(list);
      case Mapping mapping -> throw unhashable(mapping);
      default -> value;
    };
  }

  private static Fault unhashable(Object value) {
    return new Fault("unhashable type: '" + Types.name(value) + "'");
  }
}
