# The fonts that are shipped, cut down to what the product shows.
#
# Target `earshot_fonts` writes generated/fonts/*.ttf in the build folder: Inter (regular, italic,
# semibold; CFF outlines, kerning kept), JetBrains Mono and the icons that src/ui/icons.h names. The
# files are readable by stb_truetype. Sizes, raw and as brotli: README.md, "Sizes".

include_guard(GLOBAL)

set(EARSHOT_FONTS ${PROJECT_BINARY_DIR}/generated/fonts)
set(EARSHOT_FONT_FOLDERS "" CACHE STRING "Folders with Inter and JetBrains Mono, if not the usual ones")

find_program(EARSHOT_HB_SUBSET hb-subset)

# Latin with its extensions, Greek, Cyrillic, punctuation, arrows, bullets and the marks of lists;
# the feature `kern` alone, because the renderer knows no other.
set(ranges
    U+0020-007E,U+00A0-017F,U+018F,U+0192,U+01A0-01A1,U+01AF-01B0,U+01CD-01DC,U+0218-021B
    U+02BB-02BC,U+02C6-02C7,U+02D8-02DD,U+0384-03CE,U+0400-045F,U+0490-0491,U+1E80-1E85,U+1E9E
    U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032-2033,U+2039-203A,U+203B
    U+2044,U+2070,U+2074-208E,U+20AC,U+20BD,U+2116,U+2122,U+2126,U+2150-215E,U+2190-2199
    U+21A9-21AA,U+2212,U+2215,U+2219-221A,U+221E,U+2248,U+2260,U+2264-2265,U+25A0-25A1
    U+25AA-25AB,U+25B2,U+25B6,U+25BC,U+25C0,U+25C6,U+25CB,U+25CF,U+25E6,U+2605-2606,U+2713-2714
    U+2717,U+2764,U+FFFD)
list(JOIN ranges "," ranges)
set(mono_ranges "U+0020-007E,U+00A0-017F,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2190-2193,U+FFFD")

set(outputs "")

# earshot_font(<output> <file name> <code points>)
function(earshot_font output name points)
  find_file(
    EARSHOT_FONT_FILE_${output} ${name}
    PATHS ${EARSHOT_FONT_FOLDERS}
          /usr/share/fonts/opentype/inter
          /usr/share/fonts/truetype/jetbrains-mono
          /usr/share/fonts/inter
          /usr/share/fonts/jetbrains-mono
          /usr/share/fonts/OTF
          /usr/share/fonts/TTF
          /usr/share/fonts
    NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
  set(source ${EARSHOT_FONT_FILE_${output}})
  set(subset ${EARSHOT_HB_SUBSET})
  if(NOT source OR NOT subset)
    # Said when the font is needed, not when a test of the parsers is configured.
    add_custom_command(
      OUTPUT ${EARSHOT_FONTS}/${output}.ttf
      COMMAND ${CMAKE_COMMAND} -E echo
              "Missing: hb-subset or ${name}. ./dev installs both (or set EARSHOT_FONT_FOLDERS)"
      COMMAND ${CMAKE_COMMAND} -E false
      VERBATIM)
  else()
    add_custom_command(
      OUTPUT ${EARSHOT_FONTS}/${output}.ttf
      COMMAND ${CMAKE_COMMAND} -E make_directory ${EARSHOT_FONTS}
      COMMAND ${subset} ${source} --unicodes=${points} --layout-features=kern --no-hinting
              --desubroutinize --output-file=${EARSHOT_FONTS}/${output}.ttf
      DEPENDS ${source} ${PROJECT_SOURCE_DIR}/cmake/Fonts.cmake
      COMMENT "Cutting down ${name}"
      VERBATIM)
  endif()
  list(APPEND outputs ${EARSHOT_FONTS}/${output}.ttf)
  set(outputs ${outputs} PARENT_SCOPE)
endfunction()

earshot_font(inter-regular Inter-Regular.otf ${ranges})
earshot_font(inter-italic Inter-Italic.otf ${ranges})
earshot_font(inter-semibold Inter-SemiBold.otf ${ranges})
earshot_font(mono-regular JetBrainsMono-Regular.ttf ${mono_ranges})

set(lucide ${PROJECT_SOURCE_DIR}/node_modules/lucide-static/font)
add_custom_command(
  OUTPUT ${EARSHOT_FONTS}/icons.ttf
  COMMAND
    ${CMAKE_COMMAND} -DHEADER=${PROJECT_SOURCE_DIR}/src/ui/icons.h -DFONT=${lucide}/lucide.ttf
    -DINFO=${lucide}/info.json -DSUBSET=${EARSHOT_HB_SUBSET} -DOUT=${EARSHOT_FONTS}/icons.ttf -P
    ${PROJECT_SOURCE_DIR}/cmake/IconFont.cmake
  DEPENDS ${PROJECT_SOURCE_DIR}/src/ui/icons.h ${PROJECT_SOURCE_DIR}/cmake/IconFont.cmake
          ${PROJECT_SOURCE_DIR}/package-lock.json
  COMMENT "Cutting down the icon font"
  VERBATIM)
list(APPEND outputs ${EARSHOT_FONTS}/icons.ttf)

add_custom_target(earshot_fonts DEPENDS ${outputs})
set(EARSHOT_FONT_FILES ${outputs})
