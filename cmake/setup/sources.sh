# Third-party sources: fetched once into the cache, checked against cmake/pins, unpacked.
#
# On Debian through a private apt state: the machine's own Debian entry with another suite, so that
# whatever mirror the machine uses serves it and nothing of the system is touched. Elsewhere from the
# upstream repository by commit.

sources_all="imgui sdl2 md4c googletest yyjson utf8proc unibreak xxhash gumbo zlib uchardet snowball sheenbidi"

# Writes the private source list: the machine's own Debian entry once for each suite.
write_private_sources() {
  local codename file suite entry=""
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  [ -n "$codename" ] || return 1
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -f "$file" ] || continue
    # The first stanza whose suites hold the plain code name (no -updates, no -security).
    entry=$(awk -v RS= -v codename="$codename" '
      $0 ~ "(^|\n)Suites:([^\n]* )?" codename "( |\n|$)" && /(^|\n)Components:[^\n]*main/ {
        print; exit }' "$file")
    [ -n "$entry" ] && break
  done
  mkdir -p "$cache/apt/lists/partial" "$cache/apt/cache/archives/partial"
  : > "$cache/apt/status"
  rm -f "$cache/apt/private.sources" "$cache/apt/private.list"
  if [ -n "$entry" ]; then
    for suite in trixie forky "$codename"; do
      printf '%s\n\n' "$entry" | sed "/^#/d; s/^Suites:.*/Suites: $suite/; s/^Types:.*/Types: deb deb-src/; s/^Components:.*/Components: main/"
    done > "$cache/apt/private.sources"
    private_list=$cache/apt/private.sources
    return 0
  fi
  entry=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null |
    awk -v codename="$codename" '$1 == "deb" {
      for (i = 2; i < NF; i++) if ($i == codename && $0 ~ / main/) { print; exit } }')
  [ -n "$entry" ] || return 1
  for suite in trixie forky "$codename"; do
    printf '%s\n' "$entry" | sed "s/ $codename .*/ $suite main/"
    printf '%s\n' "$entry" | sed "s/ $codename .*/ $suite main/; s/^deb/deb-src/"
  done > "$cache/apt/private.list"
  private_list=$cache/apt/private.list
}

# A mirror that has not been synchronised for weeks has lists that are past their date. What is fetched is
# checked against our own sums, so old lists will do.
private_apt() {
  local tool=$1
  shift
  "$tool" -q -o Dir::Etc::sourcelist="$private_list" -o Dir::Etc::sourceparts=- \
    -o Dir::Etc::preferences=- -o Dir::Etc::preferencesparts=- \
    -o Dir::State::lists="$cache/apt/lists" -o Dir::State::status="$cache/apt/status" \
    -o Dir::Cache="$cache/apt/cache" -o APT::Sandbox::User=root \
    -o Acquire::Languages=none -o Acquire::Retries=3 -o Acquire::Check-Valid-Until=false "$@"
}

private_ready=no
private_apt_ready() {
  [ "$private_ready" = yes ] && return 0
  is_debian && write_private_sources || return 1
  say "reading the package lists of Debian's other suites"
  logged private-apt-update private_apt apt-get update || return 1
  private_ready=yes
}

# Everything is fetched: the package lists are 500 MB that nobody reads again.
drop_private_apt() {
  private_ready=no
  rm -rf "$cache/apt"
}

# fetch_url URL FILE: with whatever the machine has.
fetch_url() {
  if have curl; then
    curl --fail --location --retry 3 --continue-at - --output "$2" "$1"
  elif have wget; then
    wget --continue --output-document="$2" "$1"
  else
    node -e 'fetch(process.argv[1]).then(async (r) => { if (!r.ok) throw new Error(r.status);
      require("fs").writeFileSync(process.argv[2], Buffer.from(await r.arrayBuffer())); })
      .catch((e) => { console.error(String(e)); process.exit(1); })' "$1" "$2"
  fi
}

# fetch_archive NAME: leaves the checked archive of a pin in the cache; sets `archive`.
# Interrupted downloads stay in archives/part and are taken up again.
fetch_archive() {
  local name=$1 file sum spec package version suite upstream
  file=$(pin "$name" file)
  sum=$(pin "$name" sha256)
  archive=$cache/archives/$file
  if [ -f "$archive" ]; then
    check_sum "$archive" "$sum" "$name"
    return 0
  fi
  mkdir -p "$cache/archives/part"
  local fetched=no part=$cache/archives/part
  if private_apt_ready; then
    say "fetching $name $(pin "$name" version)"
    spec=$(pin "$name" debian)
    if [ -n "$spec" ]; then
      read -r package version suite <<< "$spec"
      if (cd "$part" && logged "fetch-$name" private_apt apt-get source --download-only --tar-only \
        "$package=$version" ||
        # The revision may be gone while the tarball stays: its name and sum decide.
        logged "fetch-$name" private_apt apt-get source --download-only --tar-only \
          "$package/$suite") 2> /dev/null && [ -f "$part/$file" ]; then
        fetched=yes
      fi
    else
      spec=$(pin "$name" package)
      read -r package version suite <<< "$spec"
      if (cd "$part" && logged "fetch-$name" private_apt apt-get download "$package=$version"); then
        # apt writes ':' of an epoch as %3a; no pin has one.
        fetched=yes
      elif [ "$(pin "$name" later)" = allowed ]; then
        say "$package $version is gone from Debian's archive; taking the current one of $suite, whose sum apt checks"
        if (cd "$part" && rm -f "$package"_*.deb &&
          logged "fetch-$name" private_apt apt-get download "$package/$suite"); then
          mv "$part/$package"_*.deb "$cache/archives/$file.later"
          archive=$cache/archives/$file.later
          return 0
        fi
      fi
    fi
    if [ "$fetched" = yes ] && [ -f "$part/$file" ]; then
      check_sum "$part/$file" "$sum" "$name"
      mv "$part/$file" "$archive"
      return 0
    fi
    say "$name: version $version of the Debian package $package could not be fetched; trying the next source"
  fi
  upstream=$(pin "$name" upstream)
  [ -n "$upstream" ] || fail "$name $(pin "$name" version) ($file) could not be fetched, and cmake/pins names no other source"
  archive=$cache/archives/$name-$(pin "$name" version).upstream.tar.gz
  sum=$(pin "$name" upstream-sha256)
  if [ ! -f "$archive" ]; then
    say "fetching $name from its upstream repository"
    logged "fetch-$name" fetch_url "$upstream" "$part/$name.tar.gz" ||
      fail "$name $(pin "$name" version) could not be fetched from Debian's archive nor from $upstream"
    if [ "$sum" = unverified ]; then
      say "$name: unverified (no sum is pinned for this source); found $(sha256sum "$part/$name.tar.gz" | cut -d ' ' -f 1)"
    else
      check_sum "$part/$name.tar.gz" "$sum" "$name"
    fi
    mv "$part/$name.tar.gz" "$archive"
  fi
}

# need_sources: every library's sources unpacked in the cache.
need_sources() {
  local name folder
  for name in $sources_all; do
    folder=$cache/src/$name-$(pin "$name" version)
    [ -d "$folder" ] && continue
    fetch_archive "$name"
    rm -rf "$folder.part"
    mkdir -p "$folder.part"
    tar -xf "$archive" -C "$folder.part" --strip-components=1 || fail "cannot unpack $archive"
    mv "$folder.part" "$folder"
  done
}
