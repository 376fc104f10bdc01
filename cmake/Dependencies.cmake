# Third-party libraries, compiled from the sources that `./dev` put into the cache (cmake/pins).
# Nothing is downloaded here. Their warnings are off and their headers are system headers.
#
# Targets: imgui imgui_opengl3 imgui_sdl2 (native) SDL2web (web) md4c yyjson gumbo zlib uchardet
# utf8proc unibreak sheenbidi snowball xxhash gtest gtest_main gmock.

include_guard(GLOBAL)
include(${CMAKE_CURRENT_LIST_DIR}/Cache.cmake)

# earshot_third_party(<target> <include folder> <sources>...)
function(earshot_third_party target include)
  add_library(${target} STATIC EXCLUDE_FROM_ALL ${ARGN})
  target_include_directories(${target} SYSTEM PUBLIC ${include})
  target_compile_options(${target} PRIVATE -w)
  if(EARSHOT_SANITIZE)
    # Their shifts and alignments are not ours to mend; memory errors are.
    target_compile_options(${target} PRIVATE -fno-sanitize=undefined)
  endif()
endfunction()

# ---- text and data --------------------------------------------------------------------------

earshot_source(md4c dir)
earshot_third_party(md4c ${dir}/src ${dir}/src/md4c.c ${dir}/src/entity.c)
target_compile_definitions(md4c PRIVATE MD4C_USE_UTF8)

earshot_source(yyjson dir)
earshot_third_party(yyjson ${dir}/src ${dir}/src/yyjson.c)
target_compile_definitions(yyjson PUBLIC YYJSON_DISABLE_UTILS=0 YYJSON_DISABLE_NON_STANDARD=0)

earshot_source(gumbo dir)
file(GLOB gumbo_sources ${dir}/src/*.c)
earshot_third_party(gumbo ${dir}/src ${gumbo_sources})

earshot_source(zlib dir)
earshot_third_party(
  zlib
  ${dir}
  ${dir}/adler32.c
  ${dir}/compress.c
  ${dir}/crc32.c
  ${dir}/deflate.c
  ${dir}/inffast.c
  ${dir}/inflate.c
  ${dir}/inftrees.c
  ${dir}/trees.c
  ${dir}/zutil.c
  ${dir}/contrib/minizip/ioapi.c
  ${dir}/contrib/minizip/unzip.c)
# Archives lie in memory: minizip's own file access is not used.
target_include_directories(zlib SYSTEM PUBLIC ${dir}/contrib/minizip)
target_compile_definitions(zlib PRIVATE NOCRYPT NOUNCRYPT)

earshot_source(uchardet dir)
file(GLOB uchardet_sources ${dir}/src/*.cpp ${dir}/src/LangModels/*.cpp)
list(FILTER uchardet_sources EXCLUDE REGEX "/tools/")
earshot_third_party(uchardet ${dir}/src ${uchardet_sources})
target_compile_definitions(uchardet PRIVATE VERSION="0.0.8")

earshot_source(utf8proc dir)
earshot_third_party(utf8proc ${dir} ${dir}/utf8proc.c)
target_compile_definitions(utf8proc PUBLIC UTF8PROC_STATIC)

earshot_source(unibreak dir)
earshot_third_party(
  unibreak
  ${dir}/src
  ${dir}/src/eastasianwidthdef.c
  ${dir}/src/emojidef.c
  ${dir}/src/graphemebreak.c
  ${dir}/src/linebreak.c
  ${dir}/src/linebreakdata.c
  ${dir}/src/linebreakdef.c
  ${dir}/src/unibreakbase.c
  ${dir}/src/unibreakdef.c
  ${dir}/src/wordbreak.c)
# Unicode's WordBreakTest.txt and LineBreakTest.txt, for tests.
set(EARSHOT_UNICODE_TESTS ${dir}/src)

earshot_source(sheenbidi dir)
earshot_third_party(sheenbidi ${dir}/Headers ${dir}/Source/SheenBidi.c)
target_include_directories(sheenbidi PRIVATE ${dir}/Source)
target_compile_definitions(sheenbidi PRIVATE SB_CONFIG_UNITY)

# Snowball's compiler is a program of this machine, whatever we build for; it writes the stemmers.
earshot_source(snowball dir)
if(CMAKE_CROSSCOMPILING OR EMSCRIPTEN)
  find_program(EARSHOT_HOST_CC NAMES clang-19 clang cc gcc REQUIRED NO_CMAKE_FIND_ROOT_PATH)
else()
  set(EARSHOT_HOST_CC ${CMAKE_C_COMPILER})
endif()
set(snowball_out ${PROJECT_BINARY_DIR}/generated/snowball)
file(MAKE_DIRECTORY ${snowball_out})
file(GLOB snowball_compiler ${dir}/compiler/*.c)
add_custom_command(
  OUTPUT ${snowball_out}/snowball
  COMMAND ${EARSHOT_HOST_CC} -O1 -w -o ${snowball_out}/snowball ${snowball_compiler}
  DEPENDS ${snowball_compiler}
  COMMENT "Building Snowball's compiler"
  VERBATIM)
set(snowball_sources ${dir}/runtime/api.c ${dir}/runtime/utilities.c)
foreach(language english german french spanish italian portuguese dutch swedish)
  add_custom_command(
    OUTPUT ${snowball_out}/${language}.c ${snowball_out}/${language}.h
    COMMAND ${snowball_out}/snowball ${dir}/algorithms/${language}.sbl -o ${snowball_out}/${language}
            -eprefix snowball_${language}_ -r ${dir}/runtime -u
    DEPENDS ${snowball_out}/snowball ${dir}/algorithms/${language}.sbl
    COMMENT "Writing the stemmer for ${language}"
    VERBATIM)
  list(APPEND snowball_sources ${snowball_out}/${language}.c)
endforeach()
earshot_third_party(snowball ${snowball_out} ${snowball_sources})
target_include_directories(snowball SYSTEM PUBLIC ${dir}/runtime)

earshot_source(xxhash dir)
add_library(xxhash INTERFACE)
target_include_directories(xxhash SYSTEM INTERFACE ${dir})
target_compile_definitions(xxhash INTERFACE XXH_INLINE_ALL)

# ---- drawing --------------------------------------------------------------------------------

earshot_source(imgui dir)
earshot_third_party(
  imgui
  ${dir}
  ${dir}/imgui.cpp
  ${dir}/imgui_demo.cpp
  ${dir}/imgui_draw.cpp
  ${dir}/imgui_tables.cpp
  ${dir}/imgui_widgets.cpp)
target_compile_definitions(
  imgui PUBLIC IMGUI_USE_WCHAR32 # text beyond the first plane
               IMGUI_DISABLE_OBSOLETE_FUNCTIONS
               IMGUI_DISABLE_FILE_FUNCTIONS # nobody below the shell opens files
               IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS)
if(EMSCRIPTEN)
  target_compile_definitions(imgui PUBLIC IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS
                                          IMGUI_DISABLE_DEFAULT_FONT)
else()
  # Every widget calls ImGuiTestEngineHook_ItemAdd() and its sisters; UI tests define them to audit
  # the semantic tree. Programs that do not define them get empty ones from this archive.
  target_compile_definitions(imgui PUBLIC IMGUI_ENABLE_TEST_ENGINE)
  target_sources(imgui PRIVATE ${PROJECT_SOURCE_DIR}/cmake/imgui_no_hooks.cpp)
endif()

earshot_third_party(imgui_opengl3 ${dir}/backends ${dir}/backends/imgui_impl_opengl3.cpp)
target_link_libraries(imgui_opengl3 PUBLIC imgui)
if(EMSCRIPTEN)
  target_compile_definitions(imgui_opengl3 PUBLIC IMGUI_IMPL_OPENGL_ES3)
  include(${CMAKE_CURRENT_LIST_DIR}/sdl2/SDL2web.cmake)
else()
  find_package(SDL2 QUIET)
  if(TARGET SDL2::SDL2)
    earshot_third_party(imgui_sdl2 ${dir}/backends ${dir}/backends/imgui_impl_sdl2.cpp)
    target_link_libraries(imgui_sdl2 PUBLIC imgui SDL2::SDL2)
  endif()
endif()

# ---- tests ----------------------------------------------------------------------------------

if(BUILD_TESTING)
  earshot_source(googletest dir)
  earshot_third_party(gtest ${dir}/googletest/include ${dir}/googletest/src/gtest-all.cc)
  target_include_directories(gtest PRIVATE ${dir}/googletest)
  earshot_third_party(gmock ${dir}/googlemock/include ${dir}/googlemock/src/gmock-all.cc)
  target_include_directories(gmock PRIVATE ${dir}/googlemock)
  target_link_libraries(gmock PUBLIC gtest)
  earshot_third_party(gtest_main ${dir}/googletest/include ${dir}/googletest/src/gtest_main.cc)
  target_link_libraries(gtest_main PUBLIC gtest)
  find_package(Threads)
  target_compile_definitions(gtest PUBLIC GTEST_HAS_EXCEPTIONS=0 GTEST_HAS_RTTI=0)
  if(EMSCRIPTEN)
    target_compile_definitions(gtest PUBLIC GTEST_HAS_PTHREAD=0)
  else()
    target_link_libraries(gtest PUBLIC Threads::Threads)
  endif()
endif()
