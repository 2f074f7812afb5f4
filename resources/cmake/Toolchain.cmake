# Compiler settings shared by every target: standard, warnings, sanitizers, and the accelerators that are present.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)

option(CONFAB_WERROR "Treat warnings as errors" OFF)
option(CONFAB_FUZZ "Build the libFuzzer targets (clang only)" OFF)
set(CONFAB_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")
option(CONFAB_COVERAGE "Instrument for gcov" OFF)

add_compile_options(-Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees uninitialised members in every moved std::variant once it optimises (its bugs 105562 and 105593).
  add_compile_options(-Wno-maybe-uninitialized)
endif()
if(CONFAB_WERROR)
  add_compile_options(-Werror)
endif()
add_compile_definitions(QT_NO_FOREACH QT_DEPRECATED_WARNINGS QT_MESSAGELOGCONTEXT)

if(CONFAB_SANITIZE)
  add_compile_options(-fsanitize=${CONFAB_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CONFAB_SANITIZE})
endif()
if(CONFAB_COVERAGE)
  add_compile_options(--coverage)
  add_link_options(--coverage)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The sloppiness is what ccache's manual asks for with precompiled headers; the base dir lets clones share a cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
