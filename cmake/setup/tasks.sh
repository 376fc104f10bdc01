# The tasks of `dev`. Each says what it needs and then does it; a result that a script may want is the
# last line on standard output, everything else goes to standard error.

# Compiling needs memory as well as cores.
jobs=${EARSHOT_JOBS:-$(nproc 2> /dev/null || echo 2)}

if [ -z "${EARSHOT_SHARED:-}" ] && [ -d "$root/../shared" ]; then
  EARSHOT_SHARED=$(cd "$root/../shared" && pwd)
fi
[ -z "${EARSHOT_SHARED:-}" ] || export EARSHOT_SHARED
export CCACHE_DIR=${CCACHE_DIR:-$cache/ccache}

# ---- set-up, by what a task builds ------------------------------------------------------------

setup_web() {
  need_packages build
  need_node_modules
  need_sources
  need_emscripten
  drop_private_apt
}

setup_native() {
  need_packages build native
  need_node_modules
  need_sources
  drop_private_apt
}

setup_test() {
  need_packages build native test
  need_node_modules
  need_sources
  need_emscripten
  drop_private_apt
}

# build_preset PRESET [TARGETS...]: configures when needed, builds; ninja's progress goes to stderr.
build_preset() {
  local preset=$1 folder=$root/build/$1
  shift
  if [ ! -f "$folder/build.ninja" ] || [ "$root/CMakePresets.json" -nt "$folder/build.ninja" ]; then
    say "configuring $preset"
    logged "configure-$preset" cmake --preset "$preset" -DEARSHOT_RELATIVE_TESTS=ON || fail "configuring $preset failed"
  fi
  say "building $preset"
  if [ -t 2 ]; then
    ninja -C "$folder" -j "$jobs" "$@" >&2 || fail "building $preset failed"
  else
    # In a log, one line in twenty shows that it goes on; what compilers say is shown whole.
    # (No awk: mawk holds its input back until the end.)
    ninja -C "$folder" -j "$jobs" "$@" 2>&1 | while IFS= read -r line; do
      if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]]; then
        [ $((BASH_REMATCH[1] % 20)) = 0 ] || [ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[2]}" ] || continue
      fi
      printf '%s\n' "$line"
    done >&2 || fail "building $preset failed"
  fi
}

has_target() { ninja -C "$root/build/$1" -t query "$2" > /dev/null 2>&1; }

# ---- tasks --------------------------------------------------------------------------------------

task_setup() {
  locked setup_test
  say "ready"
}

task_build() {
  [ "${1:-}" = web ] || fail "build what? ./dev build web"
  locked setup_web
  build_preset web
  echo "$root/build/web/site"
}

task_serve() {
  local port=8080
  while [ $# -gt 0 ]; do
    case $1 in
      --port)
        [ $# -ge 2 ] || fail "serve: --port wants a number between 1 and 65535"
        port=$2
        shift
        ;;
      --port=*) port=${1#--port=} ;;
      *) fail "serve: unknown option '$1'" ;;
    esac
    shift
  done
  case $port in
    '' | *[!0-9]*) fail "serve: '--port $port' is not a number between 1 and 65535" ;;
  esac
  [ "${#port}" -le 5 ] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] ||
    fail "serve: port $port is not between 1 and 65535"
  # A busy port is said before the build, not after it.
  if have node; then
    node web/tools/serve.mjs --probe "$port" || exit 1
  fi
  locked setup_web
  build_preset web
  exec node web/tools/serve.mjs "$root/build/web/site" "$port"
}

task_desktop() {
  locked setup_native
  build_preset release earshot_desktop
  local program=$root/build/release/shell/desktop/earshot-desktop
  [ "${1:-}" != -- ] || shift
  if [ "${1:-}" = --no-run ]; then
    echo "$program"
  else
    say "starting $program"
    exec "$program" "$@"
  fi
}

task_cli() {
  case ${1:-} in
    --node)
      locked setup_web
      build_preset node earshot_cli
      echo "$root/build/node/shell/cli/earshot-cli.mjs"
      ;;
    "")
      locked setup_native
      build_preset release earshot_cli
      echo "$root/build/release/shell/cli/earshot"
      ;;
    *) fail "cli: unknown option '$1'" ;;
  esac
}

# Beside other engines: the kit of the shared folder, on its transcripts, in one run.
bench_peers() {
  local shared=${EARSHOT_SHARED:-} runs=3 timeout=200 kit corpus='' name native wasm
  while [ $# -gt 0 ]; do
    case $1 in
      --shared)
        [ $# -ge 2 ] || fail "bench: --shared wants a folder"
        shared=$2
        shift
        ;;
      --shared=*) shared=${1#--shared=} ;;
      --runs)
        [ $# -ge 2 ] || fail "bench: --runs wants a number"
        runs=$2
        shift
        ;;
      --runs=*) runs=${1#--runs=} ;;
      --corpus)
        [ $# -ge 2 ] || fail "bench: --corpus wants a folder that the kit's corpus.mjs made"
        corpus=$2
        shift
        ;;
      --corpus=*) corpus=${1#--corpus=} ;;
      *) fail "bench: unknown option '$1' beside --peers" ;;
    esac
    shift
  done
  case $runs in '' | *[!0-9]* | 0) fail "bench: --runs wants a number" ;; esac
  [ -n "$shared" ] || fail "bench: --peers wants --shared DIR, a folder with bench/ and corpus/talkpython"
  [ -z "$corpus" ] || [ -f "$corpus/meta.json" ] || fail "bench: '$corpus' is no folder that the kit's corpus.mjs made"
  [ -f "$shared/bench/run.mjs" ] && { [ -n "$corpus" ] || [ -d "$shared/corpus/talkpython" ]; } ||
    fail "bench: '$shared' has no bench/run.mjs or no corpus/talkpython: the peers are measured with these"
  shared=$(cd "$shared" && pwd)
  kit=$shared/bench
  locked setup_test
  native=$(task_cli)
  wasm=$(task_cli --node)
  export BENCH_WORK=${BENCH_WORK:-$cache/bench}
  mkdir -p "$BENCH_WORK/npm" "$BENCH_WORK/bin"
  # What the kit's own set-up does, but for the native engines, whose libraries nobody has at hand.
  if [ ! -d "$BENCH_WORK/npm/node_modules/minisearch" ]; then
    say "installing the peers"
    cp "$kit/peers.json" "$BENCH_WORK/npm/package.json"
    (cd "$BENCH_WORK/npm" && logged bench-peers npm install --no-audit --no-fund) || fail "the peers cannot be installed"
  fi
  clang-19 --target=wasm32 -O3 -msimd128 -nostdlib -ffreestanding -fvisibility=hidden -Wl,--no-entry \
    -Wl,--export-dynamic -Wl,-z,stack-size=65536 "$kit/native/kernels_wasm.c" -o "$BENCH_WORK/bin/kernels.wasm"
  mkdir -p "$BENCH_WORK/corpus"
  if [ -z "$corpus" ]; then
    corpus=$BENCH_WORK/corpus/talkpython
    if [ ! -f "$corpus/meta.json" ]; then
      say "cutting the transcripts into passages"
      node "$kit/corpus.mjs" subtitles --from "$shared/corpus/talkpython" --words 60 --passages 100000 \
        --out "$corpus" > /dev/null
    fi
  fi
  corpus=$(cd "$corpus" && pwd)
  name=$(basename "$corpus")
  # A peer that takes too long is stopped: an archive takes the slowest of them many minutes.
  if [ "$(wc -c < "$corpus/passages.jsonl")" -gt 100000000 ]; then timeout=900; fi
  node "$kit/run.mjs" --corpus-root "$(dirname "$corpus")" --corpora "$name" --runs "$runs" --timeout "$timeout" \
    --engines wasm-scan,minisearch,sqlite-wasm \
    --own "earshot-native=$native bench;earshot-wasm=node $wasm bench;earshot-shipped=node $wasm bench --analyzer shipped --ranker shipped" >&2
  node tests/bench/peers.mjs "$BENCH_WORK" "$corpus" "$wasm" "$native"
}
task_bench() {
  if [ "${1:-}" = --peers ]; then
    shift
    bench_peers "$@"
    return
  fi
  local preset=release ending='' start=() program failed=0
  if [ "${1:-}" = --node ]; then
    shift
    locked setup_web
    preset=node ending=.js start=(node)
  else
    locked setup_native
  fi
  build_preset "$preset" tests/bench/all
  for program in "build/$preset/tests/bench/"*_bench"$ending"; do
    [ -f "$program" ] || continue
    say "$(basename "$program")"
    # One that wants a folder does not keep the others from running.
    "${start[@]}" "$program" "$@" || failed=$?
  done
  # What the page costs, where Chromium is.
  if [ "$preset" = release ]; then
    browser_environment
    if [ -n "${EARSHOT_CHROMIUM:-}" ]; then
      locked setup_web
      build_preset web
      for program in tests/bench/page_*.mjs; do
        say "$(basename "$program" .mjs)"
        node "$program" || failed=$?
      done
    fi
  fi
  return "$failed"
}

task_shots() {
  locked setup_test
  if is_debian; then need_packages pictures; fi
  [ -f tests/shots/shots.mjs ] || fail "there are no pictures to take yet (tests/shots)"
  build_preset web
  build_preset release earshot_desktop
  browser_environment
  exec node tests/shots/shots.mjs "$@"
}

task_fuzz() {
  local seconds=60 wanted=()
  while [ $# -gt 0 ]; do
    case $1 in
      --seconds) seconds=${2:-}; shift ;;
      --seconds=*) seconds=${1#--seconds=} ;;
      -*) fail "fuzz: unknown option '$1'" ;;
      *) wanted+=("$1") ;;
    esac
    shift
  done
  case $seconds in
    '' | *[!0-9]*) fail "fuzz: --seconds wants a whole number" ;;
  esac
  local folder=build/fuzz/tests/fuzz name names=() failed=() i known
  # A wrong name is said before the build, not after it.
  known=$(cd tests/fuzz && for name in *_fuzz.cpp; do echo "${name%.cpp}"; done)
  for name in "${wanted[@]}"; do
    grep -qxF -- "$name" <<< "$known" ||
      fail "fuzz: no fuzzer '$name'; there are: $(tr '\n' ' ' <<< "$known")"
  done
  locked setup_native
  build_preset fuzz tests/fuzz/all
  for name in "$folder"/*_fuzz; do
    name=$(basename "$name")
    [ ${#wanted[@]} -eq 0 ] || printf '%s\n' "${wanted[@]}" | grep -qxF -- "$name" || continue
    names+=("$name")
  done
  # One a core, side by side.
  local at_once
  at_once=$(nproc)
  for ((i = 0; i < ${#names[@]}; i += at_once)); do
    for name in "${names[@]:i:at_once}"; do
      say "$name: $seconds s"
      fuzz_one "$name" "$seconds" "$folder" &
    done
    wait
  done
  printf '\n%-28s %12s %8s %16s\n' fuzzer executions edges "lines reached"
  for name in "${names[@]}"; do
    cat "build/fuzz/logs/$name.row"
    [ ! -f "build/fuzz/logs/$name.failed" ] || failed+=("$name")
  done
  for name in "${failed[@]}"; do
    printf '\n%s found something: build/fuzz/found/%s\n' "$name" "$name"
    tail -n 30 "build/fuzz/logs/$name.log"
  done
  [ ${#failed[@]} -eq 0 ] || fail "fuzz: ${failed[*]}"
}

# fuzz_one NAME SECONDS FOLDER: runs it, and writes its row of the table.
fuzz_one() {
  local name=$1 seconds=$2 folder=$3 options=() logs=build/fuzz/logs executions edges lines
  # What was learnt stays in the build folder.
  local learnt=build/fuzz/corpus/$name seeds=build/fuzz/seeds/$name
  mkdir -p "build/fuzz/found/$name" "$learnt" "$logs"
  rm -rf "$seeds" "$logs/$name.failed"
  mkdir -p "$seeds"
  while read -r seed; do
    [ -z "$seed" ] || cp "$seed" "$seeds/"
  done < "$folder/$name.seeds"
  [ ! -f "tests/fuzz/$name.dict" ] || options+=("-dict=tests/fuzz/$name.dict")
  LLVM_PROFILE_FILE=$logs/$name.run "$folder/$name" -max_total_time="$seconds" -timeout=10 \
    -rss_limit_mb=4096 -artifact_prefix="build/fuzz/found/$name/" -print_final_stats=1 \
    "${options[@]}" "$learnt" "$seeds" > "$logs/$name.log" 2>&1 || touch "$logs/$name.failed"
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$logs/$name.log")
  edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$logs/$name.log" | tail -n 1)
  # Which lines all that was learnt reaches.
  LLVM_PROFILE_FILE=$logs/$name.profraw "$folder/$name" -runs=0 "$learnt" "$seeds" \
    > /dev/null 2>&1 || true
  lines=-
  if grep -q . "$folder/$name.reads" && llvm-profdata-19 merge -o "$logs/$name.profdata" "$logs/$name.profraw" 2> /dev/null; then
    # The line "TOTAL" counts regions, functions and lines, each as all, missed and share.
    lines=$(llvm-cov-19 report "$folder/$name" -instr-profile="$logs/$name.profdata" \
      $(grep . "$folder/$name.reads") 2> /dev/null | awk '/^TOTAL/ { print $10 " of " $8 }')
  fi
  printf '%-28s %12s %8s %16s\n' "$name" "${executions:--}" "${edges:--}" "$lines" > "$logs/$name.row"
}

# The C++ files that clang-format owns.
cpp_files() {
  find src shell tests cmake -type f \( -name '*.h' -o -name '*.cpp' \) -not -path 'cmake/sdl2/*' |
    sort
}

task_fmt() {
  need_packages test
  case ${1:-} in
    --check) cpp_files | xargs clang-format-19 --dry-run --Werror ;;
    "") cpp_files | xargs clang-format-19 -i && say "formatted" ;;
    *) fail "fmt: unknown option '$1'" ;;
  esac
}

task_lint() {
  locked setup_native
  need_packages lint
  build_preset native
  say "include check"
  cmake -DROOT="$root" -P tests/layers/check.cmake
  say "eslint"
  node_modules/.bin/eslint --max-warnings 0 .
  say "types of the JavaScript"
  node_modules/.bin/tsc -p tsconfig.json
  say "clang-tidy"
  run-clang-tidy-19 -quiet -p build/native -j "$jobs" "^$root/(src|shell)/.*" 2> /dev/null
}

# What the end-to-end tests and the pictures find in their environment.
browser_environment() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if [ -z "${EARSHOT_CHROMIUM:-}" ] && have "$name"; then
      EARSHOT_CHROMIUM=$(command -v "$name")
    fi
  done
  [ -z "${EARSHOT_CHROMIUM:-}" ] || export EARSHOT_CHROMIUM
  export EARSHOT_SITE=${EARSHOT_SITE:-$root/build/web/site}
  export EARSHOT_CLI_NODE=$root/build/node/shell/cli/earshot-cli.mjs
  export EARSHOT_CLI=$root/build/native/shell/cli/earshot
  export EARSHOT_DESKTOP=$root/build/native/shell/desktop/earshot-desktop
}

# The labels of tests (LABELS in the CMake files of tests, suite_test in cmake/suite).
test_labels='browsers cli desktop e2e format golden js layers pathological slow ui unit'

task_test() {
  local without="slow|browsers|bench" only=()
  while [ $# -gt 0 ]; do
    case $1 in
      --browsers) without=${without/|browsers/} ;;
      --slow) without=${without/slow|/} ;;
      --only)
        [ $# -ge 2 ] || fail "test: --only wants the label of tests"
        only=(-L "^($2)\$")
        shift
        ;;
      *) fail "test: unknown option '$1'" ;;
    esac
    shift
  done
  # A wrong label is said before the build, not after it.
  if [ ${#only[@]} -gt 0 ]; then
    local label=${only[1]#^(}
    label=${label%)\$}
    tr ' ' '\n' <<< "$test_labels" | grep -qxE -- "$label" ||
      fail "test: no tests have the label '$label'; labels are: $test_labels"
  fi
  local began=$SECONDS
  locked setup_test
  case $without in
    *browsers*) ;;
    *) need_packages browsers ;;
  esac
  browser_environment
  build_preset native
  build_preset node
  build_preset web
  # One list over all builds, so that one summary closes the run.
  logged configure-suite cmake -S cmake/suite -B build/suite -G Ninja || fail "configuring the suite failed"
  say "testing (built in $((SECONDS - began)) s)"
  # The tests look into the checkout and bring their own browsers: no proxy may come between.
  export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_stack_use_after_return=1:strict_string_checks=1}
  export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
  cd build/suite
  exec ctest -j "$jobs" --output-on-failure --no-tests=error -LE "^($without)\$" "${only[@]}"
}
