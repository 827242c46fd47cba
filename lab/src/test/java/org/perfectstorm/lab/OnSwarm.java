package org.perfectstorm.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The class's tests need the lab's swarm, and may have it as a parameter. It is the same for all
 * classes that want one of so many nodes; each removes the services that it made. Where the lab
 * cannot run they are skipped.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({SharedSwarm.class, LastWords.class})
@interface OnSwarm {
  int nodes() default Swarm.NODES;

  int managers() default 1;
}
