/** Tests of what all modules are together: the arrows between packages, and the launchers. */
package org.perfectstorm.dist;
