/**
 * Where the command line's words go: colours, sizes, encodings, the pager, the alternate screen.
 * Nothing here knows what is printed. Called by the commands and by what renders for them.
 */
package org.perfectstorm.cli.terminal;
