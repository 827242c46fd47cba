package org.perfectstorm.mql;

/**
 * Measures what asking queries takes that may take long for one document: those that compute, match
 * regular expressions beyond plain searches, or have very many conditions. All others are not worth
 * measuring.
 *
 * @param <K> what queries are called by
 */
public interface Stopwatch<K> {
  /** A query is about to be asked. */
  void start();

  /** It was asked about some documents. */
  void stop(K key, int documents);

  /** Measures nothing. */
  static <K> Stopwatch<K> none() {
    return new Stopwatch<>() {
      @Override
      public void start() {}

      @Override
      public void stop(K key, int documents) {}
    };
  }
}
