# shellcheck shell=bash disable=SC2034 # read by the other parts
# Where a lab lives and how its things are named. Everything below follows from four variables of the environment.

NAME=${STORM_LAB_NAME:-storm-lab}
NET=${STORM_LAB_NET:-10.77.0}
ROOT=${STORM_LAB:-${XDG_STATE_HOME:-${HOME:-/root}/.local/state}/perfect-storm-lab}

[[ $NAME =~ ^[a-z0-9][a-z0-9-]{0,30}$ ]] || fail "STORM_LAB_NAME: expected small letters, digits and dashes, got \"$NAME\""
[[ $NET =~ ^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$ ]] || fail "STORM_LAB_NET: expected the first three numbers of a /24 such as 10.77.0, got \"$NET\""
[[ $ROOT =~ ^/[A-Za-z0-9/._@+-]+$ ]] || fail "STORM_LAB: expected an absolute path of plain characters, got \"$ROOT\""

ENGINE=${STORM_LAB_ENGINE:-} # a folder with another engine than the installed one
[[ -z $ENGINE || $ENGINE == /* ]] || ENGINE=$ROOT/.engines/$ENGINE

STATE=$ROOT/$NAME             # everything that this lab writes on disk
SWITCH=$NAME-switch           # the network namespace that holds the bridge and the registry
SWITCH_ADDRESS=$NET.254
REGISTRY=$SWITCH_ADDRESS:5000
CGROUP=perfect-storm-lab.$NAME # every process of the lab is below this cgroup, so that nothing can be overlooked
export DOCKER_CONFIG=$STATE/docker-cli # neither reads nor writes ~/.docker

node_space() { echo "$NAME-$1"; }
node_host() { echo "swarm-$1"; }
node_state() { echo "$STATE/n$1"; }
node_address() { echo "$NET.$1"; }
node_socket() { echo "$STATE/n$1/run/docker.sock"; }

# The nodes of this lab, 1..N on one line; nothing when it is not up.
nodes() { [[ ! -f $STATE/size ]] || seq -s ' ' "$(cat "$STATE/size")"; }

# is_number TEXT FROM TO
is_number() { [[ $1 =~ ^[0-9]{1,6}$ ]] && ((10#$1 >= $2 && 10#$1 <= $3)); }

# expect_node I: I is a node of this lab.
expect_node() {
  local size
  size=$(cat "$STATE/size" 2>/dev/null) || fail "lab \"$NAME\" is not up; start it with: lab up 3"
  is_number "$1" 1 "$size" || fail "no node \"$1\": expected a number from 1 to $size"
}
