#include "app/plain_shown.h"

#include <algorithm>
#include <string>
#include <utility>

#include "app/quote.h"
#include "app/report_text.h"
#include "words/catalogue.h"

namespace earshot::app {
namespace {

constexpr std::string_view kBetween = " \u00b7 ";

void add_head(Markup& out, std::string_view title, std::string_view facts) {
  out.open(Tag::Header);
  out.element(Tag::H1, title, {{Attribute::Dir, "auto"}});
  if (!facts.empty()) out.element(Tag::P, facts, {{Attribute::Class, "facts"}});
  out.close();
}

std::string joined_facts(std::initializer_list<std::string_view> facts) {
  std::string words;
  for (const std::string_view fact : facts) {
    if (fact.empty()) continue;
    if (!words.empty()) words += kBetween;
    words += fact;
  }
  return words;
}

// --- A file as it was ---------------------------------------------------------------------------

void add_remarks(Markup& out, std::span<const Diagnostic> remarks, const words::Words& say) {
  if (remarks.empty()) return;
  out.element(Tag::H2, say(word::kRemarksOnReading, remarks.size()));
  out.open(Tag::Ul);
  for (const Diagnostic& remark : remarks)
    out.element(Tag::Li, remark_words(say, remark), {{Attribute::Dir, "auto"}});
  out.close();
}

Markup file_page(std::string_view title, const TrackView& file, std::string_view problem,
                 std::span<const Diagnostic> remarks, const words::Words& say) {
  Markup out;
  out.open(Tag::Article);
  add_head(out, title, problem.empty() ? std::string() : say.of_core(problem));
  add_remarks(out, remarks, say);
  if (!file.text.empty()) {
    std::string lines;
    lines.reserve(file.text.size());
    for (const pack::BlockRecord& line : file.blocks) {
      lines += slice(file.text, {line.begin, line.end});
      lines += '\n';
    }
    out.open(Tag::Pre, {{Attribute::Dir, "auto"}});
    out.element(Tag::Code, lines);
    out.close();
  }
  out.close();
  return out;
}

// --- Lists --------------------------------------------------------------------------------------

void add_snippet(Markup& out, const search::Snippet& snippet) {
  const std::string_view words = snippet.text;
  const auto size = static_cast<std::uint32_t>(words.size());
  if (snippet.cut_before) out.text("\u2026 ");
  std::uint32_t at = 0;
  for (const Range& range : snippet.highlights_in_snippet) {
    const std::uint32_t begin = std::clamp(range.begin, at, size);
    const std::uint32_t end = std::clamp(range.end, begin, size);
    out.text(words.substr(at, begin - at));
    out.element(Tag::Strong, words.substr(begin, end - begin));
    at = end;
  }
  out.text(words.substr(at));
  if (snippet.cut_after) out.text(" \u2026");
}

void add_hit(Markup& out, const HitView& hit) {
  out.open(Tag::Li, {{Attribute::Dir, "auto"}});
  if (hit.time.start >= 0) {
    out.element(Tag::Time, clock_time(hit.time.start), {{Attribute::Dir, "ltr"}});
    out.text(" ");
  }
  if (!hit.speaker.empty()) {
    out.open(Tag::Bdi, {{Attribute::Class, "speaker"}});
    out.text(hit.speaker);
    out.text(":");
    out.close();
    out.text(" ");
  }
  add_snippet(out, hit.snippet);
  out.close();
}

Markup results_page(const App& app) {
  const ResultsView& results = app.results();
  const words::Words& say = app.words();
  Markup out;
  add_head(out, results.query,
           results.groups.empty() ? say(word::kNothingFoundFor, results.query)
                                  : found_words(results, say));
  std::uint32_t printed = 0;
  for (const HitGroup& group : results.groups) {
    if (printed >= kMostPrinted) break;
    out.open(Tag::Section);
    out.element(Tag::H2, group.title, {{Attribute::Dir, "auto"}});
    out.element(Tag::P, joined_facts({group.show, say.long_date(group.date)}),
                {{Attribute::Class, "facts"}});
    out.open(Tag::Ul);
    const std::uint32_t count = std::min(group.hit_count, kMostPrinted - printed);
    for (std::uint32_t number = 0; number < count; ++number)
      add_hit(out, app.hit(group.first_hit + number));
    printed += count;
    out.close();
    out.close();
  }
  if (printed > 0 && results.shown_total > printed)
    out.element(Tag::P, say(word::kAndMore, say.number(results.shown_total - printed)));
  return out;
}

std::string library_title(const App& app) {
  const LibraryView& library = app.library();
  if (library.empty) return "Earshot";
  // Of one show it is a matter of course that it is shown.
  const auto show = library.shows.size() == 1 ? 0U : static_cast<std::size_t>(library.current_show);
  if (show >= library.shows.size()) return std::string(app.words()(word::kAllShows));
  const std::string& title = library.shows[show].title;
  return title.empty() ? std::string(app.words()(word::kWithoutShow)) : title;
}

Markup library_page(const App& app, std::string_view title) {
  const LibraryView& library = app.library();
  const words::Words& say = app.words();
  Markup out;
  add_head(out, title,
           library.empty ? std::string(say(word::kWhatIsRead))
                         : say(word::kEpisodes, library.episodes.size()));
  if (library.episodes.empty()) return out;
  out.open(Tag::Ul);
  for (const EpisodeRow& episode : library.episodes) {
    out.open(Tag::Li, {{Attribute::Dir, "auto"}});
    out.element(Tag::Bdi, episode.title);
    const bool names_show = library.shows.size() > 1 && library.current_show == kAllShows;
    const std::string facts =
        joined_facts({names_show ? episode.show : std::string_view(), say.long_date(episode.date),
                      say.duration(episode.duration)});
    if (!facts.empty()) out.element(Tag::Span, std::string(kBetween) + facts);
    out.close();
  }
  out.close();
  return out;
}

ShowPage shown(std::string title, Markup page, const words::Words& say) {
  return {.title = std::move(title),
          .language = std::string(words::tag(say.locale().language)),
          .page = std::move(page)};
}

}  // namespace

std::optional<ShowPage> plain_text_shown(const SourceView& source, const ReaderView& reader,
                                         PlainTimes times, const words::Words& say) {
  if (source.open && source.is_report) {
    std::string title(say(word::kImportReport));
    Markup page = plain_page(title, source.track, say);
    return shown(std::move(title), std::move(page), say);
  }
  if (source.open) {
    std::string title(file_name(source.path));
    Markup page = file_page(title, source.track, source.problem, source.remarks, say);
    return shown(std::move(title), std::move(page), say);
  }
  if (!reader.open) return std::nullopt;
  if (reader.tab == Tab::Source && !reader.source.empty()) {
    std::string title(file_name(reader.source.source));
    Markup page = file_page(title, reader.source, reader.source_problem, {}, say);
    return shown(std::move(title), std::move(page), say);
  }
  return shown(std::string(reader.episode.title), plain_page(plain_episode(reader), times, say),
               say);
}

std::string found_words(const ResultsView& results, const words::Words& say) {
  const std::string words =
      say(word::kInEpisodes, results.episode_total, say(word::kMoments, results.shown_total));
  return results.all_are_counted() ? words : say(word::kAtLeast, words);
}

ShowPage plain_print(const App& app) {
  const PlainTimes times = app.facts().page_leads_back ? PlainTimes::Links : PlainTimes::Text;
  if (auto text = plain_text_shown(app.source(), app.reader(), times, app.words()))
    return *std::move(text);
  if (app.results().shown)
    return shown(std::string(app.results().query), results_page(app), app.words());
  std::string title = library_title(app);
  Markup page = library_page(app, title);
  return shown(std::move(title), std::move(page), app.words());
}

}  // namespace earshot::app
