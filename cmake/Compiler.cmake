# Flags for everything that is compiled, third-party code included: standard library, exceptions,
# sanitizers, linker, compiler cache.

include_guard(GLOBAL)

# No exceptions, no run-time types: bad input is data (src/ARCHITECTURE.md), and wasm gets smaller.
add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions;-fno-rtti>")

if(EMSCRIPTEN)
  add_compile_options(-Wno-limited-postlink-optimizations)
  # Which functions are inlined, clang has decided. Binaryen would put every function that has one
  # caller into that, also those that are kept apart so that a hot loop does not run to its end in
  # the code that the browser made in haste (search/builder.cpp).
  add_link_options(-sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=20)
  # The C library copies by the machine's own instruction (in every browser since 2021) instead of a
  # loop or, above 512 bytes, a call of JavaScript: short queries take a fifth less.
  add_link_options(-mbulk-memory)
else()
  add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:-stdlib=libc++>")
  add_link_options("$<$<LINK_LANGUAGE:CXX>:-stdlib=libc++>" -fuse-ld=lld)
endif()

# libc++'s own checks: an index out of bounds stops instead of reading on.
add_compile_definitions(
  "$<$<COMPILE_LANGUAGE:CXX>:_LIBCPP_HARDENING_MODE=$<IF:$<CONFIG:Debug>,_LIBCPP_HARDENING_MODE_EXTENSIVE,_LIBCPP_HARDENING_MODE_FAST>>"
)

if(EARSHOT_SANITIZE)
  # Light optimisation: the tests of hostile input are long, and ASan at -O0 takes five times as long.
  add_compile_options(-O1 -fno-omit-frame-pointer -fsanitize=address,undefined
                      -fno-sanitize-recover=all
                      -gline-tables-only) # enough for stacks, and a fifth less to compile
  add_link_options(-fsanitize=address,undefined)
endif()

if(EARSHOT_FUZZ)
  # The second pair tells afterwards which lines were reached.
  add_compile_options(-fsanitize=fuzzer-no-link -fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()

# The compiler cache, when there is one. Paths are cached relative to the checkout, so that a second
# clone hits; CCACHE_NOHASHDIR because debug information would else name the build folder.
find_program(EARSHOT_CCACHE ccache)
if(EARSHOT_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  get_filename_component(base ${PROJECT_SOURCE_DIR} DIRECTORY)
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${base} CCACHE_NOHASHDIR=1
               CCACHE_MAXSIZE=5G ${EARSHOT_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()
