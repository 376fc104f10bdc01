# Shows that the include check finds what it is there for: each made-up checkout below breaks one
# rule and must fail with the words given; the first breaks none.
#
#   cmake -DROOT=<checkout> -P tests/layers/selftest.cmake
cmake_minimum_required(VERSION 3.25)

if(DEFINED ENV{TMPDIR})
  set(temporary $ENV{TMPDIR})
else()
  set(temporary /tmp)
endif()
string(RANDOM LENGTH 12 name)
set(folder ${temporary}/earshot-layers-${name})

# expect(<file> <line> <words, or nothing when it must pass>)
function(expect file line words)
  file(REMOVE_RECURSE ${folder})
  file(COPY ${ROOT}/cmake/layers.txt DESTINATION ${folder}/cmake)
  file(WRITE ${folder}/${file} "#pragma once\n${line}\n")
  execute_process(
    COMMAND ${CMAKE_COMMAND} -DROOT=${folder} -P ${ROOT}/tests/layers/check.cmake
    RESULT_VARIABLE result
    OUTPUT_VARIABLE out
    ERROR_VARIABLE out)
  file(REMOVE_RECURSE ${folder})
  string(REGEX REPLACE "[ \n]+" " " out "${out}")
  if(words STREQUAL "" AND NOT result EQUAL 0)
    message(FATAL_ERROR "${file} with '${line}' should pass:\n${out}")
  elseif(NOT words STREQUAL "" AND (result EQUAL 0 OR NOT out MATCHES "${words}"))
    message(FATAL_ERROR "${file} with '${line}' should fail with '${words}':\n${out}")
  endif()
endfunction()

expect(src/search/a.h "#include \"text/words.h\"" "")
expect(src/search/a.h "#include <vector>" "")
expect(src/formats/a.cpp "#include <md4c.h>" "")
expect(shell/cli/a.cpp "#include <stdio.h>" "")
expect(src/search/a.h "#include \"formats/parse.h\"" "search may not include formats")
expect(src/base/a.h "  #  include \"text/words.h\"" "base may not include text")
expect(src/search/a.h "#include \"words.h\"" "names no module")
expect(src/app/a.cpp "#include <imgui.h>" "app may not include imgui")
expect(src/ui/a.cpp "#include <SDL.h>" "belongs to no library")
expect(src/formats/a.cpp "#include <iostream>" "has no place in src")
expect(src/nowhere/a.cpp "#include <vector>" "is not in cmake/layers.txt")
message(STATUS "the include check finds what it should")
