# shellcheck shell=bash
# The emulator of Azure Blob storage, for the tests of the store. Sourced after build.sh; its tests are skipped where it cannot be had.

azurite_version=3.37.0

want_azurite() {
  local home=$root/artifacts/azurite
  if [ "$(cat "$home/version" 2>/dev/null)" = "$azurite_version" ]; then return 0; fi
  if ! command -v npm >/dev/null && command -v apt-get >/dev/null; then
    say "npm is missing: asking this machine's package sources for it"
    { as_root apt-get -qq update && as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends nodejs npm; } >&2 || true
  fi
  if command -v npm >/dev/null && mkdir -p "$home" && npm install --prefix "$home" --no-audit --no-fund --loglevel=error "azurite@$azurite_version" >&2; then
    printf '%s\n' "$azurite_version" >"$home/version"
  else
    say "azurite, the emulator of Azure Blob storage, could not be installed: its tests are skipped"
  fi
}
