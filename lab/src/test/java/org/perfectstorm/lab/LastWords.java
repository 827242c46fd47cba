package org.perfectstorm.lab;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;

/** When something fails: what the processes printed last, before they are closed. */
final class LastWords
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterTestExecutionCallback,
        LifecycleMethodExecutionExceptionHandler {
  @Override
  public void beforeAll(ExtensionContext context) {
    Program.forgetEnded();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Program.forgetEnded();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context.getExecutionException().ifPresent(e -> print(context));
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable e)
      throws Throwable {
    print(context);
    throw e;
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable e)
      throws Throwable {
    print(context);
    throw e;
  }

  private static void print(ExtensionContext context) {
    System.out.println(
        "==== " + context.getDisplayName() + " failed; all output is in lab/target/output");
    System.out.println(Program.lastWords());
  }
}
