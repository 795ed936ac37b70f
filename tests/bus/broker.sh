#!/usr/bin/env bash
# broker.sh up|down DIR: the broker that tests share, in DIR/shared. Both first end and clear whatever runs with its
# data under DIR: a test may have died with a broker of its own.
set -euo pipefail
kafka=$(cd "$(dirname "$0")/../../config/kafka" && pwd)
dir=$2
for left in "$dir"/*/; do
  if [[ -d $left ]]; then KAFKA_RUN_DIR=$left "$kafka/down" --wipe; fi
done
if [[ $1 == up ]]; then KAFKA_RUN_DIR=$dir/shared KAFKA_PORT=0 "$kafka/up"; fi
