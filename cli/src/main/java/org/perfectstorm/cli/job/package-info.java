/** {@code stormctl job}: the runs of procedures, and how one is followed to its end. */
package org.perfectstorm.cli.job;
