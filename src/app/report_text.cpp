#include "app/report_text.h"

#include <utility>

#include "words/catalogue.h"

namespace earshot::app {
namespace {

std::string became_words(const words::Words& say, std::string_view became) {
  if (became == "transcript") return std::string(say(word::kTranscript));
  if (became == "notes") return std::string(say(word::kNotes));
  if (became == "page") return std::string(say(word::kEpisodePage));
  if (became == "chapters") return std::string(say(word::kChapters));
  if (became == "feed") return std::string(say(word::kFeed));
  if (became == "opml") return std::string(say(word::kListOfFeeds));
  if (became == "audio") return std::string(say(word::kAudio));
  return std::string(became);
}

constexpr std::uint8_t kFileLevel = 2, kItemLevel = 1, kExcerptLevel = 2;

}  // namespace

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::string outcome_words(const words::Words& say, const FileOutcome& file, bool is_apart) {
  if (is_apart) {
    return file.episode_title.empty() ? std::string(say(word::kStandsApart))
                                      : say(word::kStandsApartFrom, file.episode_title);
  }
  if (!file.error.empty()) return say.of_core(file.error);
  if (file.became == "refused") return std::string(say(word::kCouldNotBeRead));
  if (file.became == "ignored") return std::string(say(word::kLeftOut));
  std::string words = became_words(say, file.became);
  if (!file.episode_title.empty()) words = say(word::kOfEpisode, words, file.episode_title);
  if (file.pairing_reason.empty()) return words;
  const std::string reason = say.of_core(file.pairing_reason);
  return file.pairing_with.empty()
             ? say(word::kPaired, words, reason)
             : say(word::kPairedWith, words, file_name(file.pairing_with), reason);
}

std::string remark_words(const words::Words& say, const Diagnostic& remark) {
  const std::string message = say.of_core(remark.message);
  return remark.line_in_source == 0 ? message
                                    : say(word::kLine, say.number(remark.line_in_source), message);
}

std::string report_summary(const words::Words& say, const ImportView& import) {
  std::string words = say(word::kFiles, import.report.size());
  if (import.episodes_added > 0) words += ", " + say(word::kNewEpisodes, import.episodes_added);
  if (import.replaced > 0) words += ", " + say(word::kReplaced, say.number(import.replaced));
  if (import.with_diagnostics > 0)
    words += ", " + say(word::kNumberWithRemarks, say.number(import.with_diagnostics));
  if (import.refused > 0) words += ", " + say(word::kRefused, say.number(import.refused));
  return words;
}

void ReportText::add(pack::BlockKind kind, std::uint8_t level, std::string_view words) {
  if (!text_.empty()) text_ += '\n';
  pack::BlockRecord block;
  block.begin = static_cast<std::uint32_t>(text_.size());
  text_ += words;
  block.end = static_cast<std::uint32_t>(text_.size());
  block.kind = kind;
  block.level = level;
  blocks_.push_back(block);
}

void ReportText::write(const words::Words& say, const ImportView& import) {
  // Beside the old one, which lives until then: a text view knows another text by its address.
  ReportText fresh;
  const auto add = [&fresh](pack::BlockKind kind, std::uint8_t level, std::string_view words) {
    fresh.add(kind, level, words);
  };
  add(pack::BlockKind::Paragraph, 0, report_summary(say, import));
  for (std::size_t i = 0; i < import.report.size(); ++i) {
    const FileOutcome& file = import.report[i];
    add(pack::BlockKind::Heading, kFileLevel, file.path);
    add(pack::BlockKind::Paragraph, 0,
        outcome_words(say, file, i < import.apart.size() && import.apart[i] != 0));
    for (const Diagnostic& remark : file.diagnostics) {
      add(pack::BlockKind::Item, kItemLevel, remark_words(say, remark));
      if (!remark.excerpt.empty()) add(pack::BlockKind::Code, kExcerptLevel, remark.excerpt);
    }
    if (file.more_diagnostics > 0)
      add(pack::BlockKind::Item, kItemLevel,
          say(word::kAndMore, say.number(file.more_diagnostics)));
  }
  *this = std::move(fresh);
}

TrackView ReportText::track() const {
  TrackView view;
  view.kind = pack::TrackKind::Title;  // no tab of an episode shows one: its places are not theirs
  view.text = text_;
  view.blocks = blocks_;
  return view;
}

}  // namespace earshot::app
