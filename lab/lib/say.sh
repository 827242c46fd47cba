# shellcheck shell=bash
# What a person sees: progress on stderr (results alone go to stdout), one clear line for an error, waits with a deadline.

say() { echo "lab: $*" >&2; }

fail() {
  echo "lab: $*" >&2
  exit 1
}

# wait_until SECONDS COMMAND...: tries ten times a second; fails when the deadline has passed.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until ("$@") >/dev/null 2>&1; do # in a subshell: a trap of ours would inherit the redirection
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# Seconds since the lab command began, with one decimal.
now_ms() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }
BEGAN=$(now_ms)
took() {
  local ms=$(($(now_ms) - BEGAN))
  printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}
