/**
 * Group membership as labels of services and nodes ({@code storm-swarm -l}).
 *
 * <p>Comes in: from stormd, which groups there are and who is in them ({@link
 * org.perfectstorm.provider.swarm.labels.Labelling} follows it). {@link
 * org.perfectstorm.provider.swarm.labels.Labels} says which labels that makes (pure). Goes out: to
 * the engine, an update of each service or node whose labels differ ({@link
 * org.perfectstorm.provider.swarm.labels.Labelled}).
 */
package org.perfectstorm.provider.swarm.labels;
