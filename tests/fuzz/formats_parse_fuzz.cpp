#include "formats_fuzz.h"
#include "model/episode.h"

/// All of it: the first byte chooses a format, or none, as for a dropped file, and whether mojibake
/// is repaired; the rest is the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  if (size == 0) return 0;
  const auto formats = static_cast<unsigned>(model::Format::Page) + 1;
  const unsigned chosen = data[0] % (2 * formats);
  const bool is_chosen = chosen > 0 && chosen < formats;
  fuzz::read_as(is_chosen ? std::optional(static_cast<model::Format>(chosen)) : std::nullopt,
                data + 1, size - 1, data[0] >= 192);
  return 0;
}
