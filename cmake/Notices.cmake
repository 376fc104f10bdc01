# Licence notices of everything that is shipped, in one text: target `earshot_notices` writes
# generated/notices.txt in the build folder. The texts are those of the pinned sources themselves.

include_guard(GLOBAL)

set(EARSHOT_NOTICES ${PROJECT_BINARY_DIR}/generated/notices.txt)
set(notices "")

# earshot_notice(<title> <files>...)
macro(earshot_notice title)
  list(APPEND notices "=${title}" ${ARGN})
endmacro()

set(licences ${PROJECT_SOURCE_DIR}/cmake/licences)
earshot_source(imgui dir)
earshot_notice("Dear ImGui" ${dir}/LICENSE.txt)
earshot_source(sdl2 dir)
earshot_notice("SDL" ${dir}/LICENSE.txt)
earshot_source(md4c dir)
earshot_notice("MD4C" ${dir}/LICENSE.md)
earshot_source(yyjson dir)
earshot_notice("yyjson" ${dir}/LICENSE)
earshot_source(gumbo dir)
earshot_notice("Gumbo" ${dir}/doc/COPYING)
earshot_source(zlib dir)
earshot_notice("zlib" ${dir}/LICENSE)
earshot_source(uchardet dir)
earshot_notice("uchardet" ${dir}/COPYING)
earshot_source(utf8proc dir)
earshot_notice("utf8proc" ${dir}/LICENSE.md)
earshot_source(unibreak dir)
earshot_notice("libunibreak" ${dir}/LICENCE)
earshot_source(sheenbidi dir)
earshot_notice("SheenBidi" ${dir}/LICENSE)
earshot_source(snowball dir)
earshot_notice("Snowball" ${dir}/COPYING)
earshot_source(xxhash dir)
earshot_notice("xxHash" ${dir}/LICENSE)
earshot_notice("Fonts: Inter and JetBrains Mono" ${licences}/fonts.txt ${licences}/OFL-1.1.txt)
earshot_notice("Icons: Lucide" ${PROJECT_SOURCE_DIR}/node_modules/lucide-static/LICENSE)
if(EMSCRIPTEN)
  earshot_notice("Emscripten" ${licences}/emscripten.txt)
  earshot_notice("musl, the C library of the page"
                 ${EMSCRIPTEN_ROOT_PATH}/system/lib/libc/musl/COPYRIGHT)
endif()

list(JOIN notices "|" joined)
set(inputs ${notices})
list(FILTER inputs EXCLUDE REGEX "^=")
add_custom_command(
  OUTPUT ${EARSHOT_NOTICES}
  COMMAND ${CMAKE_COMMAND} "-DNOTICES=${joined}" -DOUT=${EARSHOT_NOTICES} -P
          ${PROJECT_SOURCE_DIR}/cmake/NoticesText.cmake
  DEPENDS ${PROJECT_SOURCE_DIR}/cmake/NoticesText.cmake ${inputs}
  COMMENT "Collecting licence notices"
  VERBATIM)
add_custom_target(earshot_notices DEPENDS ${EARSHOT_NOTICES})
