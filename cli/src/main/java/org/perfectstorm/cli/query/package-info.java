/** {@code stormctl query}: the query engine alone, without a server. */
package org.perfectstorm.cli.query;
