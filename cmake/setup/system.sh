# System packages: installed through apt-get, only when something is missing.

packages_build="cmake ninja-build ccache clang-19 lld-19 llvm-19 python3 nodejs npm ca-certificates
  xz-utils brotli libharfbuzz-bin fonts-inter fonts-jetbrains-mono"
# Glyphs that the shipped fonts lack: fontconfig finds the font, HarfBuzz shapes, FreeType draws.
packages_native="libc++-19-dev libc++abi-19-dev libclang-rt-19-dev libsdl2-dev libmpv-dev
  libsqlite3-dev libfontconfig-dev libfreetype-dev libharfbuzz-dev libgl-dev pkgconf"
packages_test="clang-format-19 chromium xvfb xauth libgl1-mesa-dri"
# For the pictures: fonts of all scripts and coloured emoji. Tests skip what no font of the machine has.
packages_pictures="fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"
packages_lint="clang-tidy-19"
packages_browsers="firefox-esr webkit2gtk-driver python3-gi libgl1 libegl1 libgles2 libglx-mesa0"

is_debian() { have apt-get && have dpkg-query; }

package_is_installed() {
  # Provided names (pkgconf for pkg-config) count too: what matters is that apt is content.
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2> /dev/null)" = installed ]
}

# Another distribution brings its own packages; here only the commands are checked.
require_commands() {
  local missing="" command
  for command in cmake ninja node npm python3; do
    have "$command" || missing="$missing $command"
  done
  for command in "$@"; do
    have "$command" || missing="$missing $command"
  done
  [ -z "$missing" ] || fail "not found:$missing
This machine has no apt-get, so ./dev cannot install them. Needed: CMake 3.25, Ninja, Node 18 or
newer with npm, Python 3, and clang 19 with libc++ for the native builds (README.md)."
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    fail "system packages are missing and this is not root; as root run:
  apt-get install --no-install-recommends $missing_packages"
  fi
}

# need_packages build native ...: makes sure that the named groups are there.
need_packages() {
  local group package
  if ! is_debian; then
    case " $* " in
      *" native "*) require_commands clang-19 clang++-19 ;;
      *) require_commands ;;
    esac
    return
  fi
  missing_packages=""
  for group in "$@"; do
    local list="packages_$group"
    for package in ${!list}; do
      # A machine may have node and npm from elsewhere, in one package or in none.
      case $package in
        nodejs) have node && continue ;;
        npm | brotli | ccache) have "$package" && continue ;;
      esac
      package_is_installed "$package" || missing_packages="$missing_packages $package"
    done
  done
  [ -n "$missing_packages" ] || return 0
  say "installing system packages:$missing_packages"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  if ! apt-get install --no-install-recommends -y --simulate $missing_packages > /dev/null 2>&1; then
    say "reading the package lists (apt-get update)"
    logged apt-update as_root apt-get update -q || fail "apt-get update failed"
  fi
  # shellcheck disable=SC2086
  logged apt-install as_root apt-get install --no-install-recommends -q -y \
    -o Dpkg::Use-Pty=0 $missing_packages || fail "apt-get install failed"
}

need_node() {
  local version
  version=$(node --version 2> /dev/null | sed 's/^v//; s/\..*//')
  [ "${version:-0}" -ge 18 ] || fail "Node 18 or newer is needed; found: $(node --version 2>&1)"
}
