#!/usr/bin/env bash
# Runs the magistral command line: sets up what is missing, builds when sources changed, then hands over to it.
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=infra/setup/build.sh
. "$root/infra/setup/build.sh"
# shellcheck source=infra/setup/sandbox.sh
. "$root/infra/setup/sandbox.sh"

sources=(client grains silo infra/build)
program=$root/client/Magistral.Cli/bin/Release/net10.0/magistral.dll

if [ ! -e "$program" ] || [ "$(fingerprint "${sources[@]}")" != "$(cat "$setup/cli.fingerprint" 2>/dev/null)" ]; then
  [ -e "$program" ] || rm -f "$setup/cli.fingerprint"
  build cli client/Magistral.Cli/Magistral.Cli.csproj "${sources[@]}"
fi
if judges_programs "$@"; then offer_sandbox; fi
dotnet=${dotnet:-$(command -v dotnet || true)}
[ -n "$dotnet" ] || require_dotnet
# glibc gives every thread an arena of its own, and libtorch's buffers then fragment all of them
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
exec "$dotnet" "$program" "$@"
