#include "formats/feed.h"
#include "formats_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  fuzz::read_as(model::Format::Rss, data, size);
  return 0;
}
