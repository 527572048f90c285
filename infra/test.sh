#!/usr/bin/env bash
# Builds and runs the tests: all, or those whose full name (namespace, class, method) contains FILTER.
# The last line says "N passed, N failed", with ", N skipped" where some were; the exit code is 0 when none failed.
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=infra/setup/build.sh
. "$root/infra/setup/build.sh"
# shellcheck source=infra/setup/azurite.sh
. "$root/infra/setup/azurite.sh"
# shellcheck source=infra/setup/redis.sh
. "$root/infra/setup/redis.sh"
# shellcheck source=infra/setup/sandbox.sh
. "$root/infra/setup/sandbox.sh"

if [ $# -gt 1 ]; then
  say "usage: infra/test.sh [FILTER]"
  exit 2
fi
: "${MAGISTRAL_FIXTURES:=$(dirname -- "$root")/shared/fixtures}"
export MAGISTRAL_FIXTURES

require_dotnet
want_azurite
want_redis || say "the tests of clusters are skipped"
offer_sandbox
build solution Magistral.Orleans.sln client grains silo tests infra/build Magistral.Orleans.sln

log=$setup/tests.log
# A project without a test that matches ends with code 8, which is no failure.
arguments=(--solution "$root/Magistral.Orleans.sln" -c Release --no-build --max-parallel-test-modules 2 --ignore-exit-code 8)
[ $# = 0 ] || arguments+=(--filter-method "*$1*")
code=0
(cd "$root" && "$dotnet" test "${arguments[@]}") 2>&1 | tee "$log" || code=${PIPESTATUS[0]}

count() { sed 's/\x1b\[[0-9;]*m//g' "$log" | awk -v name="$1:" '$1 == name { n = $2 } END { print n + 0 }'; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ "$code" != 0 ] && [ "$failed" = 0 ]; then
  say "a test project ended without a result: its messages are above and in $log"
  failed=1
fi
summary="$passed passed, $failed failed"
[ "$skipped" = 0 ] || summary="$summary, $skipped skipped"
printf '%s\n' "$summary"
exit "$code"
