#include <cstdint>
#include <cstdlib>

#include "text/charsets.h"
#include "text/encoding.h"
#include "text/mojibake.h"

/// Whatever the bytes, the text is valid UTF-8, its offsets lead back into the file, and every
/// encoding reads to the end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  const auto bytes = std::as_bytes(std::span(data, size));
  if (const auto decoded = text::decode_text(bytes)) {
    if (!text::is_valid_utf8(decoded->utf8)) std::abort();
    const auto end = static_cast<std::uint32_t>(decoded->utf8.size());
    if (decoded->offsets.in_file(end) > size) std::abort();
    std::size_t more = 0;
    for (const text::Mojibake& found : text::find_mojibake(decoded->utf8, 10, more)) {
      if (found.range_in_text.end > end || !text::is_valid_utf8(found.repaired)) std::abort();
    }
  }
  const std::string_view view(reinterpret_cast<const char*>(data), size);
  for (const char* label :
       {"gb18030", "big5", "euc-kr", "euc-jp", "shift_jis", "iso-2022-jp", "koi8-u"}) {
    text::CharsetReader reader(*text::charset_named(label), view);
    std::size_t read = 0;
    while (!reader.at_end()) {
      const text::OldCharacter character = reader.next();
      if (character.bytes == 0 || character.code > 0x10FFFF) std::abort();
      read += character.bytes;
    }
    if (read < size) std::abort();
  }
  return 0;
}
