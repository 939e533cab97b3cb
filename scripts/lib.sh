# What the scripts share: where tools lie, and how progress is told. Sourced, never run.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

# Tools built for this project lie apart from the user's own, and outlive a fresh clone.
BEIAN_TOOLS="${BEIAN_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/beian-tools}"
export PATH="$PWD/node_modules/.bin:$BEIAN_TOOLS/bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-never}"

STARTED=$SECONDS

# One line of progress, with the minutes since the start.
step() {
  printf '[%d:%02d] %s\n' $(((SECONDS - STARTED) / 60)) $(((SECONDS - STARTED) % 60)) "$*"
}

# One clear line, and the end.
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# watched NAME LOG COMMAND…: runs something long with its output in LOG, and says once a minute that it is
# alive and with what it is busy.
watched() {
  local name=$1 log=$2 work watcher status
  shift 2
  "$@" >"$log" 2>&1 </dev/null &
  work=$!
  # The sleeper may outlive its loop; it must not hold the output open.
  while sleep 60 >/dev/null 2>&1 && kill -0 "$work" 2>/dev/null; do
    step "$name: $(tail -n 1 "$log" | cut -c 1-100)"
  done &
  watcher=$!
  wait "$work" && status=0 || status=$?
  kill "$watcher" 2>/dev/null
  wait "$watcher" 2>/dev/null
  return "$status"
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# The version of a crate as Cargo.lock has it.
locked_version() {
  awk -v name="$1" '$1 == "name" { found = $3 == "\"" name "\"" } found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}
