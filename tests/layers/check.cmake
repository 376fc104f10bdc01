# The include check: every #include in src/ and shell/ against the table in cmake/layers.txt.
#
#   cmake -DROOT=<checkout> -P tests/layers/check.cmake
#
# An include in quotes must name a file from the root of src/ (or of the checkout, for shell/) and a
# module that the table allows. An include in angle brackets is the standard library's or that of
# a third-party library that the table allows to this module. web/ is JavaScript and is not read.
cmake_minimum_required(VERSION 3.25)

set(errors "")
set(checked 0)

# ---- the table ------------------------------------------------------------------------------

set(modules "")
file(STRINGS ${ROOT}/cmake/layers.txt lines REGEX "^[a-z]")
foreach(line IN LISTS lines)
  if(NOT line MATCHES "^([a-z_]+)[ ]*:([^:]*):([^:]*)$")
    message(FATAL_ERROR "cmake/layers.txt: cannot read '${line}'")
  endif()
  set(module ${CMAKE_MATCH_1})
  string(STRIP "${CMAKE_MATCH_2}" neighbours)
  string(STRIP "${CMAKE_MATCH_3}" libraries)
  string(REGEX REPLACE " +" ";" neighbours_${module} "${neighbours}")
  string(REGEX REPLACE " +" ";" libraries_${module} "${libraries}")
  list(APPEND modules ${module})
endforeach()

# Which headers are which library's.
set(headers_imgui "^(imgui.*|imstb_.*)\\.h$")
set(headers_md4c "^(md4c.*|entity)\\.h$")
set(headers_yyjson "^yyjson\\.h$")
set(headers_utf8proc "^utf8proc\\.h$")
set(headers_unibreak "^(linebreak|wordbreak|graphemebreak|unibreak|eastasian).*\\.h$")
set(headers_sheenbidi "^SheenBidi/.*\\.h$")
set(headers_xxhash "^xxhash\\.h$")
set(headers_gumbo "^gumbo\\.h$")
set(headers_zlib "^(zlib|unzip|ioapi)\\.h$")
set(headers_uchardet "^uchardet\\.h$")
set(headers_snowball "^(api|english|german|french|spanish|italian|portuguese|dutch|swedish)\\.h$")
set(external imgui md4c yyjson utf8proc unibreak xxhash gumbo zlib uchardet snowball sheenbidi)

# The C headers that a module may use besides C++'s own (which have no ending).
set(c_headers "^(emmintrin|immintrin|wasm_simd128|arm_neon)\\.h$")

# ---- one file -------------------------------------------------------------------------------

function(check_file file module)
  set(found "")
  set(number 0)
  # Read as bytes and cut by hand: file(STRINGS) would stumble over brackets and non-ASCII.
  file(STRINGS ${ROOT}/${file} lines REGEX "^[ \t]*#[ \t]*include")
  foreach(line IN LISTS lines)
    if(line MATCHES "include[ \t]*\"([^\"]+)\"")
      set(name ${CMAKE_MATCH_1})
      string(REGEX REPLACE "/.*$" "" first ${name})
      if(first STREQUAL "embed" OR first STREQUAL "generated")
        continue() # written by the build
      elseif(name MATCHES "^${headers_imgui}")
        set(first "")
        set(library imgui)
      elseif(NOT first IN_LIST modules)
        list(APPEND found "${file}: \"${name}\" names no module; write it from the root of src/")
        continue()
      endif()
      if(first)
        if(first STREQUAL module OR neighbours_${module} STREQUAL "*")
          continue()
        endif()
        if(NOT first IN_LIST neighbours_${module})
          list(APPEND found "${file}: ${module} may not include ${first} (\"${name}\")")
        endif()
        continue()
      endif()
    elseif(line MATCHES "include[ \t]*<([^>]+)>")
      set(name ${CMAKE_MATCH_1})
      set(library "")
      foreach(candidate IN LISTS external)
        if(name MATCHES "${headers_${candidate}}")
          set(library ${candidate})
        endif()
      endforeach()
      if(NOT library AND (NOT name MATCHES "\\.h" OR name MATCHES "${c_headers}"))
        if(module STREQUAL "shell")
          continue()
        endif()
        # No exceptions are thrown and nothing is printed in src/; see src/ARCHITECTURE.md.
        if(name MATCHES "^(iostream|regex|thread|mutex|future|condition_variable|filesystem|fstream)$")
          list(APPEND found "${file}: <${name}> has no place in src/")
        endif()
        continue()
      endif()
    else()
      list(APPEND found "${file}: cannot read '${line}'")
      continue()
    endif()
    # Third-party code.
    if(libraries_${module} STREQUAL "*")
      continue()
    endif()
    if(NOT library)
      list(APPEND found "${file}: <${name}> belongs to no library that cmake/layers.txt knows")
    elseif(NOT library IN_LIST libraries_${module})
      list(APPEND found "${file}: ${module} may not include ${library} (<${name}>)")
    endif()
  endforeach()
  set(errors "${errors};${found}" PARENT_SCOPE)
endfunction()

# ---- all files ------------------------------------------------------------------------------

file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/src/*.h ${ROOT}/src/*.cpp ${ROOT}/shell/*.h
     ${ROOT}/shell/*.cpp)
foreach(file IN LISTS files)
  if(file MATCHES "^src/([^/]+)/")
    set(module ${CMAKE_MATCH_1})
  else()
    set(module shell)
  endif()
  if(NOT module IN_LIST modules)
    list(APPEND errors "${file}: module '${module}' is not in cmake/layers.txt")
    continue()
  endif()
  check_file(${file} ${module})
  math(EXPR checked "${checked} + 1")
endforeach()

list(FILTER errors EXCLUDE REGEX "^$")
list(LENGTH errors count)
if(count)
  list(JOIN errors "\n  " text)
  message(FATAL_ERROR "${count} includes break the table in cmake/layers.txt:\n  ${text}")
endif()
if(checked EQUAL 0)
  message(FATAL_ERROR "no file was read under ${ROOT}")
endif()
message(STATUS "${checked} files keep to cmake/layers.txt")
