#include "formats_fuzz.h"
#include "vtt_reference.h"

namespace earshot::fuzz {
namespace {

/// The lines of a payload without markup, as the model has them.
std::string plain_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text::trimmed(text.substr(0, end));
    if (!line.empty() && !out.empty()) out += '\n';
    out += line;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

/// Without the cues that are marked as recovered, the list must be the standard's.
void compare_with_the_standard(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  formats::ParseOptions options;
  options.as = model::Format::Vtt;
  const auto file = formats::parse_file("fuzz", bytes, options);
  if (!file) return;
  const auto source = text::decode_text(bytes)->utf8;
  const model::Transcript& transcript = *file->transcript;
  std::size_t at = 0;
  for (const ReferenceCue& expected : VttReference(source).cues()) {
    // What is beyond the model's limit is marked.
    if (std::max(expected.start, expected.end) > kMaxTime) continue;
    while (at < transcript.cues.size() && !transcript.cues[at].recovered.empty())
      ++at;
    if (at == transcript.cues.size()) std::abort();
    const model::Cue& cue = transcript.cues[at++];
    if (cue.id != expected.id || cue.time.start != expected.start || cue.time.end != expected.end) {
      std::abort();
    }
    const bool is_plain = expected.text.find_first_of("<&") == std::string::npos;
    // A name before a colon becomes the speaker, and leaves the text.
    const bool may_have_name = expected.text.contains(':');
    if (is_plain && !may_have_name &&
        slice(transcript.plain, cue.text_in_plain) != plain_lines(expected.text)) {
      std::abort();
    }
  }
  for (; at < transcript.cues.size(); ++at) {
    if (transcript.cues[at].recovered.empty()) std::abort();
  }
}

}  // namespace
}  // namespace earshot::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  fuzz::read_as(model::Format::Vtt, data, size);
  fuzz::compare_with_the_standard(data, size);
  return 0;
}
