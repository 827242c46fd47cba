package org.perfectstorm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdsTest {
  /** The vectors of the API's contract. */
  @ParameterizedTest
  @CsvSource({
    "00000000-0000-0000-0000-000000000000, 0000000000000000000000",
    "00000000-0000-0000-0000-00000000000f, 000000000000000000000F",
    "10000000-0000-0000-0000-000000000000, 0UBsO4td5jEbl6wfnwZr6G",
    "20000000-0000-0000-0000-000000000000, 0yNkm9nGBSTDWDtLbt9iCW",
    "f0000000-0000-0000-0000-000000000000, 7Is9pBSSNwX8OgC75AfqVs",
    "ffffffff-ffff-ffff-ffff-ffffffffffff, 7n42DGM5Tflk9n8mt7Fhc7",
    "21f165ce-f08b-4c6e-3928-3cc68ff8baab, 123456ABCDEFGHabcdefgh",
    "01234567-abcd-bcde-cdef-123abc123abc, 0296tivvN5MrvPXxjADb1I",
  })
  void digitsOfTheContract(UUID number, String digits) {
    assertThat(Ids.digits(number.getMostSignificantBits(), number.getLeastSignificantBits()))
        .isEqualTo(digits);
  }

  @Property
  void digitsSortAsNumbersDo(@ForAll long one, @ForAll long other) {
    assertThat(Integer.signum(Ids.digits(one, 0).compareTo(Ids.digits(other, 0))))
        .isEqualTo(Long.compareUnsigned(one, other));
  }

  @Property(tries = 100)
  void newIdsHaveTheForm(@ForAll Kind kind) {
    String id = Ids.create(kind);
    assertThat(Ids.isId(id)).isTrue();
    assertThat(id).startsWith(kind.prefix() + "-");
    assertThat(Ids.create(kind)).isNotEqualTo(id);
  }
}
