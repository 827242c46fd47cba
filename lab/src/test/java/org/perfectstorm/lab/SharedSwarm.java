package org.perfectstorm.lab;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Brings a swarm up for the first who wants it, and down after the last test of all. */
final class SharedSwarm implements ExecutionCondition, ParameterResolver {
  private static final Namespace HERE = Namespace.create(SharedSwarm.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String obstacle =
        store(context)
            .computeIfAbsent(
                "obstacle",
                key -> {
                  String why = Swarm.obstacle();
                  if (!why.isEmpty()) {
                    System.out.println("system tests on a real swarm are skipped: " + why);
                  }
                  return why;
                },
                String.class);
    return obstacle.isEmpty()
        ? ConditionEvaluationResult.enabled("the lab can run")
        : ConditionEvaluationResult.disabled(obstacle);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Swarm.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    OnSwarm wanted = context.getRequiredTestClass().getAnnotation(OnSwarm.class);
    return store(context)
        .computeIfAbsent(wanted, key -> Swarm.up(wanted.nodes(), wanted.managers()), Swarm.class);
  }

  /** Of the whole run; it closes what it holds at the end. */
  private static Store store(ExtensionContext context) {
    return context.getRoot().getStore(HERE);
  }
}
