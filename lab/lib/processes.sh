# shellcheck shell=bash
# The lab's processes, found by cgroup: engines, containerd, shims, containers and the registry all start below
# $CGROUP, whatever they fork. /sys/fs/cgroup is either one tree (version 2) or a folder of trees, one a controller.

if [[ $(stat -fc %T /sys/fs/cgroup 2>/dev/null) == cgroup2fs ]]; then
  PROCESS_TREE=/sys/fs/cgroup
else
  PROCESS_TREE=/sys/fs/cgroup/pids
fi

# within GROUP COMMAND...: becomes COMMAND, in the cgroup $CGROUP/GROUP and a session of its own
# (so that Ctrl-C at the lab command does not reach it). Call it in the background.
within() {
  local group=$PROCESS_TREE/$CGROUP/$1
  shift
  mkdir -p "$group"
  echo "$BASHPID" >"$group/cgroup.procs"
  exec setsid "$@" </dev/null 9>&-
}

# processes [GROUP]: process ids below $CGROUP/GROUP, one a line.
processes() {
  local tree=$PROCESS_TREE/$CGROUP/${1:-}
  [[ ! -d $tree ]] || find "$tree" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -un
}

# thaw [GROUP]: who is frozen (docker pause, cgroups version 1) does not hear a kill.
thaw() {
  local tree=/sys/fs/cgroup/freezer/$CGROUP/${1:-} state
  [[ -d $tree ]] || return 0
  find "$tree" -name freezer.state | while read -r state; do
    # the topmost one has none; one may vanish meanwhile
    echo THAWED 2>/dev/null >"$state" || true
  done
}

# end_processes [GROUP]: kill -9 until none is left (an engine may start something between two looks).
end_processes() {
  local deadline=$((SECONDS + 20)) pids
  thaw "${1:-}"
  while pids=$(processes "${1:-}") && [[ -n $pids ]]; do
    # shellcheck disable=SC2086 # one word a process
    kill -9 $pids 2>/dev/null || true
    ((SECONDS < deadline)) || fail "these processes do not end: $(echo "$pids" | tr '\n' ' ')"
    sleep 0.05
  done
}

remove_cgroups() {
  local tree
  for tree in /sys/fs/cgroup/"$CGROUP" /sys/fs/cgroup/*/"$CGROUP"; do
    [[ ! -d $tree ]] || wait_until 10 rmdir_tree "$tree" || fail "cannot remove the cgroup $tree"
  done
}

rmdir_tree() { find "$1" -depth -type d -exec rmdir {} + 2>/dev/null || [[ ! -d $1 ]]; }

# Memory by program, as the kernel shares it out (PSS).
memory() {
  local pid name
  processes | while read -r pid; do
    name=$(cat "/proc/$pid/comm" 2>/dev/null) || continue
    awk -v name="$name" '/^Pss:/ { print name, $2 }' "/proc/$pid/smaps_rollup" 2>/dev/null || true
  done | awk '{ sum[$1] += $2; count[$1]++; total += $2 }
    END { for (n in sum) printf "%-18s %4d  %7.0f MB\n", n, count[n], sum[n] / 1024
          printf "%-18s %4s  %7.0f MB\n", "all", "", total / 1024 }' | sort -k 1.24,1.32n
}
