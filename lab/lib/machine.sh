# shellcheck shell=bash
# What the machine must have: programs, root, and a kernel that can make the namespaces.

# program=Debian's package
NEEDED=(dockerd=docker.io docker=docker.io containerd=containerd runc=runc docker-registry=docker-registry
  ip=iproute2 xtables-legacy-multi=iptables busybox=busybox socat=socat curl=curl jq=jq
  nsenter=util-linux unshare=util-linux flock=util-linux mount=mount hostname=hostname tar=tar)

PATH=$PATH:/usr/sbin:/sbin

missing() {
  local need
  for need in "${NEEDED[@]}"; do [[ -x $(command -v "${need%%=*}") ]] || echo "$need"; done
}

# One line why the lab cannot run here; nothing when it can.
obstacle() {
  local lacks
  [[ $(uname -s) == Linux ]] || { echo "the lab needs Linux"; return; }
  [[ $EUID == 0 ]] || { echo "the lab needs root (network namespaces and mounts)"; return; }
  lacks=$(missing | cut -d= -f1 | tr '\n' ' ')
  [[ -z $lacks ]] || { echo "missing programs: ${lacks% }; try: lab install"; return; }
  [[ -d $PROCESS_TREE ]] || { echo "no cgroups at $PROCESS_TREE"; return; }
  [[ -w $PROCESS_TREE ]] || { echo "the cgroups at $PROCESS_TREE cannot be written"; return; }
  kernel_obstacle
}

# Tries the parts of the kernel in namespaces that vanish with the attempt.
kernel_obstacle() {
  # shellcheck disable=SC2016 # expanded by the inner shell
  unshare --net --mount --uts --propagation private sh -c '
    try() { what=$1; shift; "$@" >/dev/null 2>&1 || { echo "this kernel or container does not allow: $what"; exit 0; }; }
    try "a bridge" ip link add bridge type bridge
    try "a veth pair" ip link add cable0 type veth peer name cable1
    try "a vxlan device" ip link add vxlan type vxlan id 7 dstport 4789
    try "mounting a tmpfs" mount -t tmpfs tmpfs /mnt
    mkdir /mnt/upper /mnt/work
    try "mounting an overlay" mount -t overlay -o lowerdir=/etc,upperdir=/mnt/upper,workdir=/mnt/work overlay /etc
  ' 2>/dev/null || echo "this kernel or container does not allow new network and mount namespaces"
}

check() {
  local why
  why=$(obstacle)
  [[ -z $why ]] || { echo "$why"; exit 1; }
}

install() {
  local lacks packages
  mapfile -t lacks < <(missing)
  if ((${#lacks[@]})); then
    mapfile -t packages < <(printf '%s\n' "${lacks[@]#*=}" | sort -u)
    if [[ $EUID != 0 ]] || ! command -v apt-get >/dev/null; then
      fail "missing programs: ${lacks[*]%%=*}. Only root on Debian can have them installed by this command; the packages' names there: ${packages[*]}"
    fi
    say "installing ${packages[*]}"
    # A package's service must not start: the lab runs its own. policy-rc.d is Debian's switch for that.
    local policy=/usr/sbin/policy-rc.d made=
    [[ -e $policy ]] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && made=yes; }
    # shellcheck disable=SC2064
    [[ -z $made ]] || trap "rm -f $policy" EXIT
    apt-get update -q >&2 || say "apt-get update failed; trying with the lists that are there"
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}" >&2 \
      || fail "apt-get could not install: ${packages[*]}"
    mapfile -t lacks < <(missing)
    ((${#lacks[@]} == 0)) || fail "still missing after apt-get: ${lacks[*]%%=*}"
  fi
  check
  say "everything is here"
}
