package org.perfectstorm.server;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class Version implements IVersionProvider {
  static final String NUMBER = number();

  @Override
  public String[] getVersion() {
    return new String[] {"stormd " + NUMBER};
  }

  private static String number() {
    String built = Version.class.getPackage().getImplementationVersion();
    return built == null ? "development" : built;
  }
}
