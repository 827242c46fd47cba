package org.perfectstorm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.perfectstorm.value.Doc;

class SecretsTest {
  private static final Doc MARK = Doc.of("secret", true);

  @Test
  void onlyTheExactDeclarationMakesAParameterSecret() {
    Doc near = Doc.of("secret", true, "why", "x");
    Doc params = Doc.of("PW", MARK, "A", MARK, "NEAR", near, "TEXT", "secret", "NO", Doc.EMPTY);
    assertThat(Secrets.names(params)).containsExactly("A", "PW");
    assertThat(Secrets.isMisspelt(near)).isTrue();
    assertThat(Secrets.isMisspelt(MARK)).isFalse();
    assertThat(Secrets.isMisspelt("secret")).isFalse();
  }

  @Test
  void theDeclarationIsNoValue() {
    assertThat(Secrets.isGiven(Doc.of("PW", "x"), "PW")).isTrue();
    assertThat(Secrets.isGiven(Doc.of("PW", MARK), "PW")).isFalse();
    assertThat(Secrets.isGiven(Doc.of("PW", null), "PW")).isFalse();
    assertThat(Secrets.isGiven(Doc.EMPTY, "PW")).isFalse();
  }

  @Test
  void whatIsMaskedCanBeDeclaredAgain() {
    Doc clear = Doc.of("PW", "x", "USER", "u");
    Doc shown = Secrets.shown(clear, List.of("PW"));
    assertThat(Secrets.masked(shown, clear)).containsExactly("PW");
    assertThat(Secrets.names(Secrets.declared(Doc.of("PW", "public"), List.of("PW"))))
        .containsExactly("PW");
  }

  @Test
  void nothingOfASecretIsShown() {
    assertThat(Secrets.shown(Doc.of("PW", 4711, "USER", "u"), List.of("PW", "B")))
        .isEqualTo(Doc.of("PW", "******", "USER", "u", "B", "******"));
  }
}
