#!/usr/bin/env bash
# A cluster on this machine, on loopback, to try and to break: Redis, the emulator of Azure Blob storage, and silos with roles.
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.." && pwd)
# shellcheck source=infra/setup/build.sh
. "$root/infra/setup/build.sh"
# shellcheck source=infra/setup/azurite.sh
. "$root/infra/setup/azurite.sh"
# shellcheck source=infra/setup/redis.sh
. "$root/infra/setup/redis.sh"
# shellcheck source=infra/setup/sandbox.sh
. "$root/infra/setup/sandbox.sh"

home=${MAGISTRAL_CLUSTER_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/magistral/cluster}
program=${MAGISTRAL_SILO_PROGRAM:-$root/silo/Magistral.Host/bin/Release/net10.0/magistral-silo.dll}
account="DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==" # the emulator's well-known key

usage() {
  cat >&2 <<TEXT
usage: infra/local/cluster.sh up [GENERATORS] | down | status | kill NAME [SIGNAL] | start NAME [ROLES] | logs NAME
  up       starts redis, azurite, a coordinator, GENERATORS generators (2 unless told), and a silo that trains and verifies
  kill     sends SIGNAL to a process (KILL unless told; TERM drains, STOP freezes, CONT thaws)
  start    starts a process again, redis and azurite too, or a new silo with ROLES such as generator
the processes' logs and data lie in $home (MAGISTRAL_CLUSTER_HOME)
TEXT
  exit 2
}

# below the range of outgoing connections, one of which may take a port before the process does that it is for
free_port() {
  python3 -c '
import random, socket
while True:
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", random.randrange(16384, 32768)))
            print(s.getsockname()[1])
            break
        except OSError:
            pass'
}
pid_of() { cat "$home/$1.pid" 2>/dev/null || true; }
alive() { local pid; pid=$(pid_of "$1"); [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; }

# launch NAME COMMAND...: starts a process that outlives this script and leaves its id and log.
launch() {
  local name=$1
  shift
  nohup "$@" >>"$home/$name.log" 2>&1 </dev/null &
  echo $! >"$home/$name.pid"
}

wait_for_port() {
  for _ in $(seq 150); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return 0; fi
    sleep 0.1
  done
  say "$2 does not answer: see $home/$2.log"
  return 1
}

# Redis keeps its data on disk, so that a restart loses no membership.
start_redis() { launch redis redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$home/redis" --save "" --appendonly "${MAGISTRAL_REDIS_APPENDONLY:-yes}" --appendfsync everysec; }
start_azurite() { launch azurite "$root/artifacts/azurite/node_modules/.bin/azurite-blob" --blobHost 127.0.0.1 --blobPort "$blob_port" --location "$home/azurite" --skipApiVersionCheck --silent; }

# start_store NAME: starts redis or azurite again, on its port.
start_store() {
  alive "$1" && { say "$1 runs already"; return 0; }
  [ -e "$home/ports" ] || { say "there is no cluster here: infra/local/cluster.sh up starts one"; exit 3; }
  # shellcheck disable=SC1091
  . "$home/ports"
  "start_$1"
  if [ "$1" = redis ]; then wait_for_port "$redis_port" redis; else wait_for_port "$blob_port" azurite; fi
  say "$1: process $(pid_of "$1")"
}

start_silo() {
  local name=$1 roles=${2:-}
  alive "$name" && { say "$name runs already"; return 0; }
  [ -n "$roles" ] || roles=$(cat "$home/$name.roles" 2>/dev/null) || { say "no silo was ever named $name: give its roles too"; exit 3; }
  echo "$roles" >"$home/$name.roles"
  # shellcheck disable=SC1091
  . "$home/ports"
  local silo_port gateway_port
  silo_port=$(free_port) gateway_port=$(free_port)
  echo "$gateway_port" >"$home/$name.gateway"
  MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}" launch "$name" "$dotnet" "$program" --name "$name" --roles "$roles" --redis "127.0.0.1:$redis_port" \
    --blobs "$account;BlobEndpoint=http://127.0.0.1:$blob_port/devstoreaccount1;" --silo-port "$silo_port" --gateway-port "$gateway_port"
  say "$name: $roles, process $(pid_of "$name")"
}

up() {
  local generators=${1:-2}
  require_dotnet
  want_redis
  want_azurite
  offer_sandbox
  [ -n "${MAGISTRAL_NO_BUILD:-}" ] || build silo silo/Magistral.Host/Magistral.Host.csproj grains silo infra/build
  mkdir -p "$home/redis" "$home/azurite"
  if ! alive redis || ! alive azurite; then
    redis_port=$(free_port) blob_port=$(free_port)
    printf 'redis_port=%s\nblob_port=%s\n' "$redis_port" "$blob_port" >"$home/ports"
    rm -rf "$home/redis/appendonlydir" # the members of another cluster, which would all have to be declared dead
    start_redis
    start_azurite
  fi
  # shellcheck disable=SC1091
  . "$home/ports"
  wait_for_port "$redis_port" redis
  wait_for_port "$blob_port" azurite
  start_silo coordinator coordinator
  for i in $(seq "$generators"); do start_silo "generator-$i" generator; done
  start_silo trainer trainer,verifier
  wait_for_port "$(cat "$home/coordinator.gateway")" coordinator
  say "the cluster is up; clients find it with: --cluster redis=127.0.0.1:$redis_port"
}

# gone NAME TENTHS: waits so long for a process to end.
gone() {
  for _ in $(seq "$2"); do alive "$1" || return 0; sleep 0.1; done
  return 1
}

stop() {
  local name=$1
  alive "$name" || return 0
  kill -CONT "$(pid_of "$name")" 2>/dev/null || true
  kill -TERM "$(pid_of "$name")" 2>/dev/null || true
  gone "$name" 300 && return 0
  kill -KILL "$(pid_of "$name")" 2>/dev/null || true
}

names() { (cd "$home" 2>/dev/null && ls -- *.pid 2>/dev/null | sed 's/\.pid$//') || true; }

down() {
  local name
  # workers before books, books before what they are kept in
  for name in $(names | grep -v -x -e redis -e azurite -e coordinator) coordinator azurite redis; do
    stop "$name"
    rm -f "$home/$name.pid"
  done
}

status() {
  local name state
  for name in $(names); do
    if alive "$name"; then state="runs as $(pid_of "$name")"; else state=gone; fi
    printf '%-14s %-24s %s\n' "$name" "$(cat "$home/$name.roles" 2>/dev/null || true)" "$state"
  done
}

case "${1:-}" in
  up) up "${2:-2}" ;;
  down) down ;;
  status) status ;;
  kill)
    [ $# -ge 2 ] || usage
    alive "$2" || { say "$2 does not run"; exit 3; }
    kill "-${3:-KILL}" "$(pid_of "$2")"
    # a killed process lingers while its memory is given back; whoever starts it again at once must not meet it
    case "${3:-KILL}" in KILL | 9) gone "$2" 100 || { say "$2 does not end"; exit 3; } ;; esac
    ;;
  start)
    [ $# -ge 2 ] || usage
    case "$2" in
      redis | azurite) start_store "$2" ;;
      *) require_dotnet; start_silo "$2" "${3:-}" ;;
    esac
    ;;
  logs)
    [ $# = 2 ] || usage
    cat "$home/$2.log"
    ;;
  *) usage ;;
esac
