/**
 * Measures the programs as people run them: {@code bin/stormd} and {@code bin/stormctl} as
 * processes, beside the least that anybody could do. {@code ./storm bench} calls {@link
 * org.perfectstorm.bench.system.SystemBench}, which prints tables for docs/benchmarks.md.
 */
package org.perfectstorm.bench.system;
