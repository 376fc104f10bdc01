# Where `./dev` keeps what it fetched, and what cmake/pins says about it.

include_guard(GLOBAL)

if(DEFINED ENV{EARSHOT_CACHE})
  set(EARSHOT_CACHE $ENV{EARSHOT_CACHE})
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(EARSHOT_CACHE $ENV{XDG_CACHE_HOME}/earshot)
else()
  set(EARSHOT_CACHE $ENV{HOME}/.cache/earshot)
endif()

set(EARSHOT_PINS ${CMAKE_CURRENT_LIST_DIR}/pins)

# earshot_pin(<source> <out>): sets <out> to the pinned version of <source>.
function(earshot_pin name out)
  file(STRINGS ${EARSHOT_PINS} lines)
  set(inside NO)
  set(version "")
  foreach(line IN LISTS lines)
    if(line MATCHES "^source: (.*)$")
      string(COMPARE EQUAL "${CMAKE_MATCH_1}" "${name}" inside)
    elseif(inside AND line MATCHES "^version: (.*)$")
      set(version "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  if(NOT version)
    message(FATAL_ERROR "cmake/pins has no source '${name}'")
  endif()
  set(${out} "${version}" PARENT_SCOPE)
endfunction()

# earshot_source(<source> <out>): sets <out> to the folder of its unpacked sources.
function(earshot_source name out)
  earshot_pin(${name} version)
  set(folder ${EARSHOT_CACHE}/src/${name}-${version})
  if(NOT EXISTS ${folder})
    message(FATAL_ERROR "The sources of ${name} ${version} are not in ${EARSHOT_CACHE}: "
                        "run `./dev build` once, which fetches them")
  endif()
  set(${out} ${folder} PARENT_SCOPE)
endfunction()
