# Toolchain file: Emscripten. Looks for it in this order:
# the environment's EARSHOT_EMSCRIPTEN (the folder with emcc.py; `./dev` sets it), the cache that `./dev`
# fills, an emcc on the PATH. Whoever builds by hand sees to the version: 3.1.69 or newer.

if(NOT EARSHOT_EMSCRIPTEN)
  if(DEFINED ENV{EARSHOT_EMSCRIPTEN})
    set(EARSHOT_EMSCRIPTEN $ENV{EARSHOT_EMSCRIPTEN})
  else()
    include(${CMAKE_CURRENT_LIST_DIR}/Cache.cmake)
    earshot_pin(emscripten version)
    set(EARSHOT_EMSCRIPTEN ${EARSHOT_CACHE}/emscripten-${version}/usr/share/emscripten)
    if(NOT EXISTS ${EARSHOT_EMSCRIPTEN}/.earshot)
      find_program(emcc emcc)
      if(emcc)
        get_filename_component(emcc ${emcc} REALPATH)
        get_filename_component(EARSHOT_EMSCRIPTEN ${emcc} DIRECTORY)
      endif()
    endif()
  endif()
  # try_compile() configures projects of its own with this file: they must find the same.
  set(ENV{EARSHOT_EMSCRIPTEN} ${EARSHOT_EMSCRIPTEN})
endif()

if(NOT EXISTS ${EARSHOT_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake)
  message(FATAL_ERROR "No Emscripten in '${EARSHOT_EMSCRIPTEN}': run `./dev build web` once, "
                      "or name yours with EARSHOT_EMSCRIPTEN")
endif()
include(${EARSHOT_EMSCRIPTEN}/cmake/Modules/Platform/Emscripten.cmake)
