# shellcheck shell=bash
# Redis, which keeps the membership of a cluster. Sourced after build.sh.

# Installs Redis where it is missing and that is allowed; its service is not started, clusters start their own.
want_redis() {
  command -v redis-server >/dev/null && return 0
  if command -v apt-get >/dev/null; then
    say "installing redis-server, which keeps the membership of clusters"
    { as_root apt-get -qq update && as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq install -y --no-install-recommends redis-server; } >&2 || true
  fi
  command -v redis-server >/dev/null && return 0
  say "redis-server is missing: install it with 'apt-get install redis-server' as root"
  return 1
}
