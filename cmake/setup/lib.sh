# Shared by `dev` and the set-up steps: messages, the cache's place, pins, checksums, logged runs.
# Sourced by bash; `root` is the checkout.

if [ -n "${EARSHOT_CACHE:-}" ]; then
  cache=$EARSHOT_CACHE
else
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/earshot
fi
export EARSHOT_CACHE=$cache

say() { printf '%s\n' "-- $*" >&2; }
fail() {
  printf '%s\n' "dev: $*" >&2
  exit 1
}
have() { command -v "$1" > /dev/null 2>&1; }

# logged NAME COMMAND...: runs with the output in a log file; shows its end when the command fails.
logged() {
  local log="$cache/logs/$1.log"
  shift
  mkdir -p "$cache/logs"
  if ! "$@" > "$log" 2>&1; then
    tail -n 40 "$log" >&2
    printf '%s\n' "dev: failed: $* (whole output: $log)" >&2
    return 1
  fi
}

# pin SOURCE FIELD: prints what cmake/pins says, or nothing.
pin() {
  awk -v source="$1" -v field="$2:" '
    $1 == "source:" { inside = ($2 == source) }
    inside && $1 == field { sub(/^[^ ]+ /, ""); print; exit }' "$root/cmake/pins"
}

# check_sum FILE EXPECTED NAME: stops with names and sums when FILE is not what was pinned.
check_sum() {
  local found
  found=$(sha256sum "$1" | cut -d ' ' -f 1)
  if [ "$found" != "$2" ]; then
    rm -f "$1.wrong"
    mv "$1" "$1.wrong"
    fail "wrong checksum: $3
  file      $1.wrong
  expected  $2  (cmake/pins)
  found     $found
Nothing was unpacked. If the pin is right, remove the file and run again."
  fi
}

# locked COMMAND...: one set-up at a time on this machine.
locked() {
  mkdir -p "$cache"
  if have flock; then
    exec 9> "$cache/lock"
    flock -n 9 || {
      say "another ./dev is setting up; waiting for it"
      flock 9
    }
    "$@"
    exec 9>&-
  else
    "$@"
  fi
}
