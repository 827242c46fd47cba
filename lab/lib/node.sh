#!/usr/bin/env bash
# node.sh HOST STATE [ENGINE]: the inside of a node; becomes its engine. Runs in the node's own network, host name and mount
# namespaces, so that nothing here is seen on the host: what an engine writes to /etc, /opt, /run and /var/lib lands
# in the node's folder.
set -eu
host=$1 state=$2 engine=${3:-}
hostname "$host"
mount -t overlay -o "lowerdir=/etc,upperdir=$state/etc,workdir=$state/etc-work" overlay /etc
mkdir -p /etc/docker
mount --bind "$state/docker" /etc/docker # not over the host's: an engine takes its identity from key.json there
[[ ! -d /opt ]] || mount -t tmpfs tmpfs /opt # containerd makes a folder there
mount --bind "$state/lib" /var/lib
mount --bind "$state/run" /run
[[ -z $engine ]] || mount --bind "$engine/usr" /usr # its programs, with its libraries
exec dockerd --tls=false
