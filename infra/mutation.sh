#!/usr/bin/env bash
# Mutation tests: changes the code in small ways and counts how many of the changes a test notices. Not part of the tests; minutes an area.
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=infra/setup/build.sh
. "$root/infra/setup/build.sh"

usage() {
  say "usage: infra/mutation.sh [AREA [FILE.cs ...]]"
  say "  AREA   method  grains/Magistral.Method"
  say "         rules   what grains decide, without clusters: the rules of grains/Magistral.Grains"
  say "         models  silo/Magistral.Silo/Models"
  say "         all three without one; each has a file of settings in infra/mutation"
  say "  FILE   only these files of the area"
  say "The last line has the scores in percent; the exit code is 0 when each is at least $least. Reports: artifacts/mutation/AREA/reports"
  exit 2
}

version=5.1.0
least=85
home=$root/artifacts/mutation
tree=$home/tree   # a copy, since Stryker puts changed libraries into the output folders
areas=(method rules models)
declare -A tests=([method]=tests/Magistral.Method.Tests [rules]=tests/Magistral.Grains.Tests [models]=tests/Magistral.Silo.Tests)
if [ $# -gt 0 ]; then
  case $1 in
    method | rules | models) areas=("$1") ;;
    *) usage ;;
  esac
  shift
fi
only=()
for file in "$@"; do
  [[ $file == *.cs ]] || usage
  only+=(--mutate "**/${file##*/}")
done
: "${MAGISTRAL_FIXTURES:=$(dirname -- "$root")/shared/fixtures}"
export MAGISTRAL_FIXTURES

install_stryker() {
  if [ "$(cat "$home/version" 2>/dev/null)" = "$version" ]; then return 0; fi
  rm -rf "$home/tool"
  mkdir -p "$home"
  "$dotnet" tool install dotnet-stryker --version "$version" --tool-path "$home/tool" >&2
  printf '%s\n' "$version" >"$home/version"
}

# Built files stay, so that the next run builds what changed.
copy_sources() {
  mkdir -p "$tree"
  find "$tree" -type f -not -path '*/bin/*' -not -path '*/obj/*' -delete
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --ignore-failed-read -cf -) | tar -C "$tree" -xf -
  # A test that starts clusters, services or verifiers would run again for each of the many changes that it reaches.
  find "$tree/tests/Magistral.Grains.Tests" -name '*Tests.cs' -exec grep -lZE 'GrainCluster|Magistral\.Grains\.Verification' {} + | xargs -0r rm
  find "$tree/tests/Magistral.Silo.Tests" -name '*Tests.cs' -not -path '*/Models/*' -delete
}

require_dotnet
install_stryker
copy_sources
code=0
scores=()
for area in "${areas[@]}"; do
  say "mutation tests of $area"
  (cd "$tree/${tests[$area]}" && DOTNET_ROOT=$(dirname -- "$(readlink -f -- "$dotnet")") nice -n 10 "$home/tool/dotnet-stryker" --config-file "../../infra/mutation/$area.json" \
    --output "$home/$area" --threshold-high 95 --threshold-low "$least" --break-at "$least" --skip-version-check "${only[@]}") 2>&1 | tee "$home/$area.log" >&2 || code=1
  score=$(sed 's/\x1b\[[0-9;]*m//g' "$home/$area.log" | sed -n 's/.*final mutation score is \([0-9.]*\).*/\1/p' | tail -n 1)
  scores+=("$area ${score:-without a score}")
done
printf '%s\n' "$(IFS=,; printf '%s' "${scores[*]}" | sed 's/,/, /g')"
exit "$code"
