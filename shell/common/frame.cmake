# One frame: the tick, the renderer, the fonts. Used by the desktop program and the page.
add_library(earshot_shell_frame STATIC embedded_fonts.cpp frame.cpp gl_renderer.cpp png.cpp)
target_link_libraries(
  earshot_shell_frame
  PRIVATE earshot_flags
  PUBLIC earshot_app earshot_ui imgui)
target_include_directories(earshot_shell_frame PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
target_compile_features(earshot_shell_frame PUBLIC cxx_std_23)

# Fonts cut down by the build, or where it does not make them, the machine's own.
function(earshot_embed_font symbol generated installed)
  if(TARGET earshot_fonts)
    set(file ${PROJECT_BINARY_DIR}/generated/fonts/${generated})
    earshot_embed(earshot_shell_frame ${file} ${symbol})
  elseif(EXISTS ${installed})
    earshot_embed(earshot_shell_frame ${installed} ${symbol})
  else()
    message(FATAL_ERROR "No font for ${symbol}: ${installed} is not installed")
  endif()
endfunction()
set(inter /usr/share/fonts/opentype/inter/Inter)
earshot_embed_font(font_regular inter-regular.ttf ${inter}-Regular.otf)
earshot_embed_font(font_italic inter-italic.ttf ${inter}-Italic.otf)
earshot_embed_font(font_semibold inter-semibold.ttf ${inter}-SemiBold.otf)
earshot_embed_font(font_mono mono-regular.ttf /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf)
earshot_embed_font(font_icons icons.ttf ${inter}-Regular.otf)
if(TARGET earshot_fonts)
  add_dependencies(earshot_shell_frame earshot_fonts)
endif()
