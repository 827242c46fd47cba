package org.perfectstorm.core;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.perfectstorm.store.EmbeddedStore;
import org.perfectstorm.store.Store;

class EmbeddedPastTest extends PastContract {
  @TempDir Path folder;

  @Override
  Store store(int events, Duration history) {
    return EmbeddedStore.open(folder, events, history);
  }
}
