# shellcheck shell=bash
# Sourced by up, down and kill: where things are, and which node is running. Settings, from the environment:
#
#   KAFKA_RUN_DIR   data, logs and process numbers; default: .run/cluster beside this file
#   KAFKA_VERSION   4.3.1, or 3.9.2 for the compatibility lane
#   KAFKA_PORT      the first node's port, 9092; 0 takes a free one. Node n listens on the n-th from it, its
#                   controller 100 above that
#   KAFKA_JVM       options of the Java machine
#
# Version, number of nodes and port are kept with the data.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
run_dir=$(realpath -m "${KAFKA_RUN_DIR:-$here/.run/cluster}")

die() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# The process of node $1, if it runs: a number alone may by now be another program's.
node_pid() {
  local pid
  pid=$(cat "$run_dir/node-$1/pid" 2>/dev/null) || return 1
  tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF "$run_dir/node-$1/server.properties" || return 1
  echo "$pid"
}

wait_until_gone() {
  local pid=$1 deadline=$((SECONDS + $2))
  while kill -0 "$pid" 2>/dev/null; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
}
