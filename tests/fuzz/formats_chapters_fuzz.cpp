#include "formats_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  fuzz::read_as(model::Format::ChaptersJson, data, size);
  fuzz::read_as(model::Format::Psc, data, size);
  return 0;
}
