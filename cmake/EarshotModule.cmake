# How the project's own targets are declared: earshot_module(), earshot_test(), earshot_embed().
#
# Third-party code is declared in Dependencies.cmake and gets none of these flags.

include_guard(GLOBAL)

# ---- flags of our own code ------------------------------------------------------------------

add_library(earshot_flags INTERFACE)
target_compile_features(earshot_flags INTERFACE cxx_std_23)
target_compile_options(
  earshot_flags
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wno-sign-conversion # ImGui counts in int, the library in size_t: casts everywhere say nothing
            "$<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor;-Wold-style-cast;-Woverloaded-virtual>"
            -Wcast-align
            -Wimplicit-fallthrough
            -Wunused
            -Wnull-dereference
            -Wformat=2)
if(EARSHOT_WERROR)
  target_compile_options(earshot_flags INTERFACE -Werror)
endif()
# One include root: "search/index.h" for src/, "shell/common/frame.h" for shell/.
target_include_directories(earshot_flags INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})

# ---- the module table -----------------------------------------------------------------------

# Reads cmake/layers.txt; sets <out> to the modules that <module> may include.
function(earshot_allowed_neighbours module out)
  set(allowed "")
  set(found NO)
  file(STRINGS ${PROJECT_SOURCE_DIR}/cmake/layers.txt lines)
  foreach(line IN LISTS lines)
    if(line MATCHES "^${module}[ ]*:([^:]*):")
      string(STRIP "${CMAKE_MATCH_1}" allowed)
      separate_arguments(allowed)
      set(found YES)
    endif()
  endforeach()
  if(NOT found)
    message(FATAL_ERROR "Module '${module}' is not in cmake/layers.txt")
  endif()
  set(${out} "${allowed}" PARENT_SCOPE)
endfunction()

# earshot_module(<name> SOURCES <files> [DEPS <modules>] [LIBS <third-party targets>])
#
# Static library `earshot_<name>` of src/<name>. DEPS are our modules, by folder name; one that
# cmake/layers.txt does not allow stops the configuration. LIBS are third-party targets.
# Dependencies are PUBLIC: a module's headers may show its neighbours' types.
function(earshot_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS;LIBS")
  earshot_allowed_neighbours(${name} allowed)
  foreach(dep IN LISTS arg_DEPS)
    if(NOT "*" IN_LIST allowed AND NOT dep IN_LIST allowed)
      message(FATAL_ERROR "Module '${name}' may not depend on '${dep}' (cmake/layers.txt)")
    endif()
  endforeach()
  if(arg_SOURCES)
    add_library(earshot_${name} STATIC ${arg_SOURCES})
    set(scope PUBLIC)
    target_link_libraries(earshot_${name} PRIVATE earshot_flags)
    target_include_directories(
      earshot_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
  else() # headers only, for now
    add_library(earshot_${name} INTERFACE)
    set(scope INTERFACE)
    target_include_directories(
      earshot_${name} INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
  endif()
  target_compile_features(earshot_${name} ${scope} cxx_std_23)
  list(TRANSFORM arg_DEPS PREPEND earshot_)
  target_link_libraries(earshot_${name} ${scope} ${arg_DEPS} ${arg_LIBS})
endfunction()

# earshot_test(<name> SOURCES <files> [DEPS <modules>] [LIBS <targets>] [LABELS <labels>]
#              [TIMEOUT <seconds>] [ARGS <arguments>] [OPTIMISED])
#
# One GoogleTest executable registered as one ctest test with label `unit` (or LABELS): asking
# the executable for its list at build time is slow under ASan. Under Emscripten it runs in Node
# and sees the real file system. The environment of ctest passes through, so EARSHOT_SHARED
# does too; golden files are found under the macro EARSHOT_SOURCE_DIR.
# The tests' own sources are compiled without optimisation, which halves their build; OPTIMISED is for
# one whose own code (a naive scan) has work to do.
function(earshot_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "OPTIMISED" "TIMEOUT" "SOURCES;DEPS;LIBS;LABELS;ARGS")
  if(NOT BUILD_TESTING)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  list(TRANSFORM arg_DEPS PREPEND earshot_)
  target_link_libraries(${name} PRIVATE earshot_flags ${arg_DEPS} ${arg_LIBS} gmock gtest_main)
  # GoogleTest's macros and test bodies: noise that says nothing about the product.
  target_compile_options(${name} PRIVATE -Wno-global-constructors -Wno-null-dereference)
  if(NOT arg_OPTIMISED)
    target_compile_options(${name} PRIVATE -O0)
  endif()
  if(EARSHOT_RELATIVE_TESTS)
    target_compile_definitions(${name} PRIVATE EARSHOT_SOURCE_DIR=".")
  else()
    target_compile_definitions(${name} PRIVATE EARSHOT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  endif()
  if(EMSCRIPTEN)
    target_link_options(
      ${name}
      PRIVATE
      -sNODERAWFS=1
      -sALLOW_MEMORY_GROWTH=1
      -sSTACK_SIZE=1MB
      -sEXIT_RUNTIME=1
      -sINITIAL_MEMORY=64MB
      -sMAXIMUM_MEMORY=4GB)
  endif()
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_test(
    NAME ${EARSHOT_TEST_PREFIX}${name}
    COMMAND ${name} ${arg_ARGS}
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(
    ${EARSHOT_TEST_PREFIX}${name}
    PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} SKIP_REGULAR_EXPRESSION
               "EARSHOT_TEST_SKIPPED")
endfunction()

# earshot_embed(<target> <file> <symbol>)
#
# Puts the bytes of <file> into <target>; C++ sees them as
# `extern const unsigned char <symbol>[]; extern const std::size_t <symbol>_size;` from the
# generated header "embed/<symbol>.h". The bytes are followed by a zero that is not counted.
function(earshot_embed target file symbol)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embed)
  get_filename_component(file "${file}" ABSOLUTE)
  add_custom_command(
    OUTPUT ${out}/${symbol}.c ${out}/${symbol}.h
    COMMAND ${CMAKE_COMMAND} -DFILE=${file} -DSYMBOL=${symbol} -DOUT=${out} -P
            ${PROJECT_SOURCE_DIR}/cmake/Embed.cmake
    DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/Embed.cmake
    COMMENT "Embedding ${symbol}"
    VERBATIM)
  set_source_files_properties(
    ${out}/${symbol}.c PROPERTIES OBJECT_DEPENDS ${file} COMPILE_OPTIONS "-w;-std=c2x")
  target_sources(${target} PRIVATE ${out}/${symbol}.c ${out}/${symbol}.h)
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
endfunction()
