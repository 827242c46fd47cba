/**
 * Serves the web page, which the module {@code ui} builds: its files come from the class path,
 * compressed beforehand.
 *
 * <p>Comes in: requests for {@code /} and {@code /ui/}. Goes out: files, with headers that let a
 * browser run nothing but what came with them. Called by {@code server}; the page itself speaks
 * with {@code api} like any other client.
 */
package org.perfectstorm.ui;
