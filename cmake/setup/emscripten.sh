# Emscripten: an emcc of 3.1.69 or newer on the PATH, else Debian 13's package unpacked in the cache.

# emcc_is_usable: whether the PATH has one that is new enough.
emcc_is_usable() {
  have emcc || return 1
  local version
  version=$(emcc --version 2> /dev/null | sed -n '1s/.* \([0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*\).*/\1/p')
  [ -n "$version" ] || return 1
  [ "$(printf '%s\n' 3.1.69 "$version" | sort -V | head -n 1)" = 3.1.69 ]
}

need_emscripten() {
  [ -n "${EARSHOT_EMSCRIPTEN:-}" ] && return 0
  if emcc_is_usable; then
    EARSHOT_EMSCRIPTEN=$(dirname "$(readlink -f "$(command -v emcc)")")
    # Debian's /usr/bin/emcc is a wrapper of the one that lies with its CMake files.
    [ -d "$EARSHOT_EMSCRIPTEN/cmake" ] || EARSHOT_EMSCRIPTEN=/usr/share/emscripten
    export EARSHOT_EMSCRIPTEN
    return 0
  fi
  local folder
  folder=$cache/emscripten-$(pin emscripten version)
  export EARSHOT_EMSCRIPTEN=$folder/usr/share/emscripten
  unset EM_CONFIG EM_CACHE
  if [ ! -f "$EARSHOT_EMSCRIPTEN/.earshot" ]; then
    is_debian || fail "no emcc 3.1.69 or newer on the PATH, and this machine has no Debian archive.
Install it with emsdk (emsdk install 3.1.69; emsdk activate 3.1.69), put it on the PATH, run again."
    unpack_emscripten "$folder"
  fi
}

unpack_emscripten() {
  local folder=$1 part=$1.part name tool
  rm -rf "$part"
  mkdir -p "$part/binaryen/wrapped/bin"
  fetch_archive emscripten
  say "unpacking Emscripten $(pin emscripten version) (1.6 GB, a minute)"
  dpkg -x "$archive" "$part" || fail "cannot unpack $archive"
  for name in binaryen binaryen-libc6 binaryen-libstdc++6 binaryen-libgcc-s1; do
    fetch_archive "$name"
    dpkg -x "$archive" "$part/binaryen" || fail "cannot unpack $archive"
  done
  # Each of binaryen's tools is started by the C library it was built for.
  local lib=$folder/binaryen/usr/lib/x86_64-linux-gnu
  for tool in "$part"/binaryen/usr/bin/*; do
    name=$(basename "$tool")
    cat > "$part/binaryen/wrapped/bin/$name" << WRAPPER
#!/bin/sh
exec $lib/ld-linux-x86-64.so.2 --library-path $lib $folder/binaryen/usr/bin/$name "\$@"
WRAPPER
    chmod +x "$part/binaryen/wrapped/bin/$name"
  done
  local here=$part/usr/share/emscripten
  # Read by Emscripten itself when it lies here; the cache folder already holds the system libraries.
  cat > "$here/.emscripten" << CONFIG
LLVM_ROOT = '/usr/bin'
BINARYEN_ROOT = '$folder/binaryen/wrapped'
NODE_JS = '$(command -v node)'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
FROZEN_CACHE = False
CACHE = '$folder/usr/share/emscripten/cache'
CONFIG
  # Its JavaScript optimiser imports acorn; the lock file pins which.
  rm -rf "$here/node_modules" "$part/usr/share/nodejs" "$here/test" "$here/docs"
  mkdir -p "$here/node_modules"
  cp -RL "$node_modules/acorn" "$here/node_modules/acorn"
  touch "$here/.earshot"
  rm -rf "$folder"
  mv "$part" "$folder"
  # The large archive has done its work; the small ones cost nothing.
  rm -f "$cache/archives/$(pin emscripten file)"
}
