#include "formats/opml.h"
#include "formats_fuzz.h"

/// What is read from a list, written and read again must be the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  fuzz::read_as(model::Format::Opml, data, size);
  formats::ParseOptions options;
  options.as = model::Format::Opml;
  const auto file = formats::parse_file("fuzz", std::as_bytes(std::span(data, size)), options);
  if (!file) return 0;
  const std::string written = formats::write_opml(file->feeds);
  const auto again = formats::parse_file("fuzz", std::as_bytes(std::span(written)), options);
  if (!again || again->feeds.size() != file->feeds.size()) std::abort();
  for (std::size_t i = 0; i < file->feeds.size(); ++i) {
    if (again->feeds[i].url != file->feeds[i].url) std::abort();
    if (again->feeds[i].title != file->feeds[i].title) std::abort();
  }
  return 0;
}
