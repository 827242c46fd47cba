package org.perfectstorm.store.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MongoTroubleTest {
  /** What the driver says of the servers that it cannot use, cut short at the front. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          servers=[{address=no:27017, state=CONNECTING, exception={com.mongodb.MongoSocketException: no}, caused by {java.net.UnknownHostException: no}}] | (unknown host: no)
          {address=h:1, exception={com.mongodb.MongoSocketOpenException: Exception opening socket}, caused by {java.net.ConnectException: Connection refused}} | (Connection refused)
          {type=UNKNOWN, srvResolutionException=com.mongodb.MongoConfigurationException: Failed looking up SRV record for '_mongodb._tcp.no'., servers=[] | (Failed looking up SRV record for '_mongodb._tcp.no')
          {address=h:1, exception={com.mongodb.MongoInternalException: The reply message length 1347703880 is greater than the maximum message length 33554432}}] | (The reply message length 1347703880 is greater than the maximum message length 33554432)
          """)
  void whyNoServerAnswers(String driver, String expected) {
    assertThat(MongoTrouble.reason(new MongoTimeoutException("Timed out. " + driver)))
        .isEqualTo("no server that can be written answers " + expected + ".");
  }
}
