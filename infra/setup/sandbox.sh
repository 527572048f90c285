# shellcheck shell=bash
# What runs programs apart from this machine: bubblewrap, the interpreter and the compiler. Sourced after build.sh.

# The Debian packages that are missing.
missing_sandbox_packages() {
  [ -x /usr/bin/bwrap ] || printf 'bubblewrap '
  [ -x /usr/bin/python3 ] || printf 'python3 '
  [ -x /usr/bin/g++ ] || printf 'g++ '
}

# Installs what is missing where that is allowed. Where it is not, says so and goes on: only programs cannot be judged then.
offer_sandbox() {
  local packages
  read -ra packages <<<"$(missing_sandbox_packages)"
  [ ${#packages[@]} -gt 0 ] || return 0
  say "installing ${packages[*]}, which run programs apart from this machine"
  if command -v apt-get >/dev/null \
    && as_root apt-get -qq update >&2 \
    && as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${packages[@]}" >&2; then
    return 0
  fi
  say "programs cannot be judged: install what is missing with 'apt-get install ${packages[*]}' as root"
}

# Whether a command line judges programs: a benchmark of it, or a file with rows of code.
judges_programs() {
  local argument
  case "${1:-} ${2:-}" in
    "bench verify-code") return 0 ;;
    "verify "*) ;;
    *) return 1 ;;
  esac
  for argument in "$@"; do
    argument=${argument#--input=}
    if [ -f "$argument" ] && grep -qE '"(verifier|task)"[[:space:]]*:[[:space:]]*"code"' -- "$argument"; then return 0; fi
  done
  return 1
}
