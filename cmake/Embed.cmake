# Run at build time by earshot_embed(): writes <SYMBOL>.c and <SYMBOL>.h for the bytes of FILE.
#
# `#embed` needs clang 19. The checksum in the source makes compiler caches, which do not know
# `#embed`, see that the bytes changed.
file(SHA256 ${FILE} sum)
file(SIZE ${FILE} size)
file(
  WRITE ${OUT}/${SYMBOL}.c
  "typedef char embedded_${sum};
const unsigned long ${SYMBOL}_size = ${size};
const unsigned char ${SYMBOL}[] = {
#embed \"${FILE}\" suffix(, )
    0};
")
file(
  WRITE ${OUT}/${SYMBOL}.h
  "#pragma once
/// ${size} bytes, embedded by the build, followed by a zero that is not counted.
extern \"C\" const unsigned char ${SYMBOL}[];
extern \"C\" const unsigned long ${SYMBOL}_size;
")
