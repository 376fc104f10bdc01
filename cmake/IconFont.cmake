# Run at build time: cuts Lucide's icon font down to the code points that src/ui/icons.h names, and
# stops where a name beside a code point is not the icon that the font has there.
cmake_minimum_required(VERSION 3.25)

if(NOT EXISTS ${FONT} OR NOT SUBSET)
  message(FATAL_ERROR "Missing: lucide-static (node_modules) or hb-subset. ./dev installs both")
endif()
file(READ ${INFO} info)
file(STRINGS ${HEADER} lines REGEX "= \"\\\\u[0-9a-f]+\"")
set(points "")
foreach(line IN LISTS lines)
  if(NOT line MATCHES "\"\\\\u([0-9a-f][0-9a-f][0-9a-f][0-9a-f])\".*// ([a-z0-9-]+)")
    message(FATAL_ERROR "${HEADER}: cannot read '${line}'")
  endif()
  set(point ${CMAKE_MATCH_1})
  set(name ${CMAKE_MATCH_2})
  string(JSON code ERROR_VARIABLE missing GET "${info}" ${name} encodedCode)
  if(missing OR NOT code STREQUAL "\\${point}")
    message(FATAL_ERROR "${HEADER}: '${name}' is at '${code}' in the font, not at '${point}'")
  endif()
  list(APPEND points "U+${point}")
endforeach()
list(JOIN points "," points)
get_filename_component(folder ${OUT} DIRECTORY)
file(MAKE_DIRECTORY ${folder})
execute_process(
  COMMAND ${SUBSET} ${FONT} --unicodes=${points} --no-hinting --output-file=${OUT}
  COMMAND_ERROR_IS_FATAL ANY)
