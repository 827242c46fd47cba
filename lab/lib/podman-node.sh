#!/usr/bin/env bash
# podman-node.sh HOST STATE PACKAGES: the inside of a node for Podman; becomes its service. As in node.sh, nothing here is
# seen on the host; /usr and /etc look as if the packages were installed.
set -eu
host=$1 state=$2 packages=$3
hostname "$host"
mount -t overlay -o "lowerdir=$packages/etc:/etc,upperdir=$state/etc,workdir=$state/etc-work" overlay /etc
mount -t overlay -o "lowerdir=$packages/usr:/usr" overlay /usr
mount --bind "$state/lib" /var/lib
mount --bind "$state/run" /run
exec podman --log-level=warn system service --time=0 unix:///run/podman.sock
