# shellcheck shell=bash
# What both commands share: find or install the .NET SDK, build when sources changed. Sourced with $root set; messages go to stderr.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
: "${root:?is set by the script that sources this file}"
setup=$root/artifacts/setup

say() { printf '%s\n' "$*" >&2; }

# Sets $dotnet to a host that has an SDK 10, or says how to get one.
find_dotnet() {
  local candidate
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-/nonexistent}/dotnet" "$HOME/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
    if [ -x "$candidate" ] && "$candidate" --list-sdks 2>/dev/null | grep -q '^10\.'; then
      dotnet=$candidate
      return 0
    fi
  done
  return 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    sudo "$@"
  else
    return 1
  fi
}

apt_has_sdk() { apt-cache policy dotnet-sdk-10.0 2>/dev/null | grep -q 'Candidate: [0-9]'; }

require_dotnet() {
  find_dotnet && return 0
  if command -v apt-get >/dev/null; then
    say "the .NET SDK 10 is missing: asking this machine's package sources for it"
    apt_has_sdk || as_root apt-get -qq update >&2 || true
    if apt_has_sdk && as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y dotnet-sdk-10.0 >&2 && find_dotnet; then
      return 0
    fi
  fi
  say "the .NET SDK 10 is missing and this machine's package sources cannot give it: install it for this user with"
  say "  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"
  say "and give the same command again"
  exit 1
}

# Names, times and sizes of everything a build reads, so that edited, added, deleted and checked-out files all count.
fingerprint() {
  (cd "$root" && find "$@" Directory.* global.json .editorconfig \
    \( -name bin -o -name obj \) -prune -o -type f -printf '%p %T@ %s\n' | LC_ALL=C sort | sha256sum)
}

# build NAME TARGET FOLDER...: builds TARGET in Release when something in the folders changed since its last build.
build() {
  local name=$1 target=$2 now
  shift 2
  mkdir -p "$setup"
  exec 9>"$setup/lock"
  flock -n 9 || { say "waiting for another build"; flock 9; }
  now=$(fingerprint "$@")
  if [ "$now" != "$(cat "$setup/$name.fingerprint" 2>/dev/null)" ]; then
    require_dotnet
    if [ -e "$setup/$name.fingerprint" ]; then say "building what changed"; else say "building, once, about a minute"; fi
    # Build servers that outlive the command must not hold the lock: they get no descriptor 9.
    if ! "$dotnet" build "$root/$target" -c Release -v quiet -nologo -nodeReuse:false >"$setup/$name.log" 2>&1 9>&-; then
      cat "$setup/$name.log" >&2
      say "the build failed: its messages are above and in $setup/$name.log"
      exit 1
    fi
    printf '%s\n' "$now" >"$setup/$name.fingerprint"
  fi
  exec 9>&-
}
