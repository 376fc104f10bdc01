#include "import/merge.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "import/pack_builder.h"
#include "import/repair.h"
#include "import/show_record.h"
#include "indexing/pack_index.h"
#include "search/index.h"

namespace earshot::import {
namespace {

using pack::Pack;
using pack::StringRef;

/// What the packs say of a show: the newest first, older ones fill what it leaves open.
struct MergedShow {
  std::string title, author, description, language, link, guid, image;
  std::int32_t declared_episodes = -1;
  /// In the merged pack, by language, once an episode is of it: a text whose language nobody tells
  /// has that of its show as its own pack has it.
  std::map<std::string_view, std::uint32_t> numbers;
};

class Merger {
 public:
  explicit Merger(RepairText repair) : repair_(repair) {}

  void read_shows(const Pack& from) {
    for (const pack::ShowRecord& show : from.shows()) {
      MergedShow& merged = shows_[show_key(from.string(show.title))];
      const auto fill = [&](std::string& field, StringRef ref) {
        if (field.empty()) field = from.string(ref);
      };
      fill(merged.title, show.title);
      fill(merged.author, show.author);
      fill(merged.description, show.description);
      fill(merged.link, show.link);
      fill(merged.guid, show.guid);
      fill(merged.image, show.image);
      if (merged.declared_episodes < 0) merged.declared_episodes = show.declared_episodes;
    }
  }

  void add(const Pack& from, std::uint32_t number) {
    pack::EpisodeRecord record = from.episodes()[number];
    const auto shows = from.shows();
    const bool has_show = record.show < shows.size();
    const std::string_view show =
        has_show ? from.string(shows[record.show].title) : std::string_view();
    const std::string_view show_language =
        has_show ? from.string(shows[record.show].language) : std::string_view();
    language_ = from.string(record.language);
    if (language_.empty()) language_ = show_language;
    std::map<std::uint32_t, std::uint32_t> files;  // numbers before and now, from 1
    for (const pack::FileRecord& file : from.files(number)) {
      pack::FileRecord copy = file;
      for (StringRef pack::FileRecord::* field :
           {&pack::FileRecord::path, &pack::FileRecord::reason, &pack::FileRecord::title})
        move_string(from, copy.*field);
      const auto before = static_cast<std::uint32_t>(&file - from.files().data()) + 1;
      files.emplace(before, writer_.add_file(copy));
    }
    for (const pack::TrackRecord& track : from.tracks(record))
      add_track(from, track, files);
    for (pack::ChapterRecord chapter : from.chapters(record)) {
      move_words(from, chapter.title);
      move_string(from, chapter.url);
      move_string(from, chapter.image);
      writer_.add_chapter(chapter);
    }
    for (const pack::LinkRecord& link : from.links(record))
      writer_.add_link({string(from, link.text), string(from, link.url)});
    for (StringRef pack::EpisodeRecord::* field :
         {&pack::EpisodeRecord::title, &pack::EpisodeRecord::author, &pack::EpisodeRecord::summary})
      move_words(from, record.*field);
    for (StringRef pack::EpisodeRecord::* field :
         {&pack::EpisodeRecord::guid, &pack::EpisodeRecord::language, &pack::EpisodeRecord::link,
          &pack::EpisodeRecord::audio_url, &pack::EpisodeRecord::audio_type,
          &pack::EpisodeRecord::source})
      move_string(from, record.*field);
    if (repair_ == RepairText::Yes) {
      const Id content =
          hash_id(to_string(Id{record.content_high, record.content_low}) + " repaired");
      record.content_high = content.high;
      record.content_low = content.low;
    }
    record.show = show_number(show, show_language);
    writer_.add_episode(record);
  }

  void add_sources(const Pack& from, const std::set<Id>& left_out) {
    for (const pack::SourceRecord& source : from.sources()) {
      const Id id{source.id_high, source.id_low};
      if (left_out.contains(id) || !sources_.insert(id).second) continue;
      writer_.add_source(id, from.packed(source), source.size);
    }
  }

  std::vector<std::byte> finish() { return writer_.finish(index_.finish()); }

 private:
  StringRef string(const Pack& from, StringRef ref) { return writer_.string(from.string(ref)); }
  /// What people read, not a path or an address.
  void move_words(const Pack& from, StringRef& ref) {
    if (repair_ == RepairText::Yes) {
      ref = writer_.string(RepairedText(from.string(ref)).text());
    } else {
      move_string(from, ref);
    }
  }
  void move_string(const Pack& from, StringRef& ref) { ref = string(from, ref); }

  void add_track(const Pack& from, const pack::TrackRecord& track,
                 const std::map<std::uint32_t, std::uint32_t>& files) {
    std::vector<pack::BlockRecord> blocks(from.blocks(track).begin(), from.blocks(track).end());
    for (pack::BlockRecord& block : blocks)
      move_string(from, block.marker);
    std::vector<pack::SpanRecord> spans(from.spans(track).begin(), from.spans(track).end());
    for (pack::SpanRecord& span : spans)
      move_string(from, span.url);
    std::vector<StringRef> speakers;
    for (StringRef speaker : from.speakers(track)) {
      move_words(from, speaker);
      speakers.push_back(speaker);
    }
    pack::TrackRecord record = track;
    move_string(from, record.language);
    move_string(from, record.format);
    move_string(from, record.source);
    const auto file = files.find(track.file);
    record.file = file == files.end() ? 0 : file->second;
    std::string_view text = from.text(track);
    std::optional<RepairedText> repaired;
    if (repair_ == RepairText::Yes) {
      repaired.emplace(text);
      for (pack::BlockRecord& block : blocks) {
        block.begin = repaired->moved(block.begin);
        block.end = repaired->moved(block.end);
      }
      for (pack::SpanRecord& span : spans) {
        span.begin = repaired->moved(span.begin);
        span.end = repaired->moved(span.end);
      }
      text = repaired->text();
    }
    const std::uint32_t number = writer_.add_track(
        {.record = record, .text = text, .blocks = blocks, .spans = spans, .speakers = speakers});
    if (track.indexed == 0) return;
    const std::string_view own = from.string(track.language);
    indexing::index_track(index_, number, track.kind, own.empty() ? language_ : own, text, blocks);
  }

  std::uint32_t show_number(std::string_view title, std::string_view language) {
    MergedShow& show = shows_[show_key(title)];
    const auto [number, is_new] = show.numbers.try_emplace(language);
    if (is_new) {
      show.language = language;
      number->second = writer_.add_show(show_record(writer_, show));
    }
    return number->second;
  }

  RepairText repair_;
  pack::PackWriter writer_;
  search::IndexBuilder index_;
  std::map<std::string, MergedShow> shows_;  // by folded title
  std::string_view language_;                // of the episode under way, else of its show
  std::set<Id> sources_;
};

/// Whether everything but the index, which is built anew, can be read.
bool is_whole(const Pack& pack) {
  (void)pack.verify();
  const auto damage = pack.damage();
  return damage.empty() || (damage.size() == 1 && damage.front() == "index");
}

}  // namespace

Result<std::vector<std::byte>> merge_packs(std::span<const MergePart> parts,
                                           std::span<const Id> left_out_sources,
                                           RepairText repair) {
  for (const MergePart& part : parts) {
    if (!is_whole(*part.pack)) {
      return std::unexpected(Error{ErrorCode::Damaged, "pack " + to_string(part.pack->id())});
    }
  }
  const std::set<Id> left_out(left_out_sources.begin(), left_out_sources.end());
  Merger merger(repair);
  for (std::size_t i = parts.size(); i-- > 0;)
    merger.read_shows(*parts[i].pack);
  for (const MergePart& part : parts) {
    const auto count = static_cast<std::uint32_t>(part.pack->episodes().size());
    for (std::uint32_t number = 0; number < count; ++number) {
      if (!std::ranges::binary_search(part.left_out, number)) merger.add(*part.pack, number);
    }
    merger.add_sources(*part.pack, left_out);
  }
  return merger.finish();
}

}  // namespace earshot::import
