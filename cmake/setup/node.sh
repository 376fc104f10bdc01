# Development tools from npm, exactly as package-lock.json says, in the cache under the lock's hash.
# The checkout gets a link named node_modules, which is what ES modules look for.

need_node_modules() {
  need_node
  local hash folder part
  hash=$(cat "$root/package.json" "$root/package-lock.json" | sha256sum | cut -c 1-16)
  folder=$cache/node/$hash
  node_modules=$folder/node_modules
  if [ ! -d "$node_modules" ]; then
    say "installing the development tools from npm"
    part=$folder.part
    rm -rf "$part"
    mkdir -p "$part"
    cp "$root/package.json" "$root/package-lock.json" "$root/.npmrc" "$part/"
    (cd "$part" && logged npm-ci npm ci --ignore-scripts --no-audit --no-fund) ||
      fail "npm ci failed"
    rm -rf "$folder"
    mv "$part" "$folder"
  fi
  if [ -L "$root/node_modules" ] || [ ! -e "$root/node_modules" ]; then
    if [ "$(readlink "$root/node_modules" 2> /dev/null)" != "$node_modules" ]; then
      rm -f "$root/node_modules"
      ln -s "$node_modules" "$root/node_modules"
    fi
  fi
}
