# shellcheck shell=bash
# Engines of other Debian releases, in folders: nothing of them is installed. STORM_LAB_ENGINE names the folder whose
# programs (dockerd, containerd, runc, docker-proxy, iptables, and the libraries they need) a lab's engines use.

# engine SUITE: the folder of that release's engine, on stdout; fetched with apt-get if it is not there yet.
engine() {
  local suite=${1:-} folder work deb mirror target options
  [[ $# == 1 && $suite =~ ^[a-z][a-z0-9-]*$ ]] || fail "usage: lab engine SUITE (a release of Debian: trixie, sid, ...)"
  folder=$ROOT/.engines/$suite
  if [[ ! -x $folder/usr/sbin/dockerd ]]; then
    command -v apt-get >/dev/null || fail "engine: other engines are fetched with Debian's apt-get, and there is none here"
    # wherever this machine itself gets Debian from
    mirror=$(apt-get indextargets --format "\$(REPO_URI)" 'Created-By: Packages' 'Origin: Debian' 2>/dev/null | head -n 1)
    [[ -n $mirror ]] || mirror=$(apt-get indextargets --format "\$(REPO_URI)" 'Created-By: Packages' | head -n 1)
    [[ -n $mirror ]] || fail "engine: this machine's apt knows no mirror of Debian; try: apt-get update"
    work=$ROOT/.engines/.$suite
    rm -rf "$work"
    # shellcheck disable=SC2064 # the path as it is now
    trap "rm -rf '$work'" EXIT
    mkdir -p "$work"/{lists,archives}/partial "$work/root/usr"/{bin,sbin,lib,lib64}
    echo "deb [signed-by=$(signers)] $mirror $suite main" >"$work/sources.list"
    touch "$work/status"
    # lists, packages and what is installed (nothing) of its own; how to reach the mirror stays the machine's
    options=(-q -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::Etc::preferencesparts=-
      -o "Dir::State::lists=$work/lists" -o "Dir::State::status=$work/status" -o "Dir::Cache=$work"
      -o "Dir::Cache::archives=$work/archives" -o Debug::NoLocking=1)
    say "fetching docker.io of $suite"
    apt-get "${options[@]}" update >"$work/log" 2>&1 || { tail -n 3 "$work/log" >&2 && fail "engine: apt-get update failed for $suite"; }
    apt-get "${options[@]}" -y --no-install-recommends --download-only install docker.io containerd runc iptables >"$work/log" 2>&1 \
      || { tail -n 3 "$work/log" >&2 && fail "engine: apt-get could not download docker.io of $suite"; }
    for target in bin sbin lib lib64; do ln -s "usr/$target" "$work/root/$target"; done
    for deb in "$work"/archives/*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink -C "$work/root"; done
    mv -T "$work/root" "$folder"
  fi
  say "docker $(engine_version "$folder" dockerd), containerd $(engine_version "$folder" containerd), runc $(engine_version "$folder" runc)"
  echo "$folder"
}

# The keys that Debian signs its releases with, those of testing and sid too.
signers() {
  local keys=/usr/share/keyrings/debian-archive-keyring.gpg
  [[ -e $keys ]] || keys=/usr/share/keyrings/debian-archive-keyring.pgp
  [[ -e $keys ]] || fail "engine: Debian's keys are not here; try: apt-get install debian-archive-keyring"
  echo "$keys"
}

# engine_version FOLDER PROGRAM: with the folder's own libraries, in a mount namespace of its own.
engine_version() {
  unshare --mount --propagation private sh -c 'mount --bind "$1/usr" /usr && exec "$2" --version' sh "$1" "$2" \
    | grep -om1 '[0-9][0-9.]*[0-9]\(+[a-z0-9]*\|~[a-z0-9]*\)\?' | head -n 1
}
