package org.perfectstorm.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A {@link Conversation} with servers on one MongoDB, instead of one on the embedded store. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OnMongo {
  /** How many there are. Requests go to them in turn, each when all know the same. */
  int servers() default 2;
}
