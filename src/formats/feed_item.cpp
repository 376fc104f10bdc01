#include "formats/feed_item.h"

#include <algorithm>

#include "formats/feed_dates.h"
#include "formats/html_notes.h"
#include "formats/urls.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Notes that are this much longer than the better kind of an item's texts are taken in its place.
constexpr std::size_t kMuchLongerPercent = 150;

/// Comparing texts with each other is linear in their size; an item has a handful.
constexpr std::size_t kMostTexts = 8;

std::string without_white(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (!text::is_white(c)) out += c;
  }
  return out;
}

bool is_play_type(std::string_view type) {
  return text::starts_with_no_case(type, "audio") || text::starts_with_no_case(type, "video");
}

class ItemReader {
 public:
  ItemReader(const FeedContext& context, std::uint32_t item)
      : context_(context), tree_(context.feed.tree), item_(item) {}

  model::Episode read() {
    for (const FeedPart& part : feed_parts(context_.feed, item_))
      read_part(part);
    for (std::string& title : other_titles_)
      fill(episode_.title, std::move(title));
    fill(episode_.author, std::move(other_author_));
    if (episode_.image.empty()) episode_.image = std::move(thumbnail_);
    if (episode_.date == kNoDate) take_date(updated_);
    if (episode_.link.empty() && is_guid_link_ && has_scheme(episode_.guid)) {
      episode_.link = episode_.guid;
    }
    if (episode_.duration == kNoTime) episode_.duration = media_duration_;
    keep_unknown_parts(context_, item_);
    choose_enclosure();
    choose_texts();
    return std::move(episode_);
  }

 private:
  void fill(std::string& field, std::string value) {
    fill_or_keep(context_, std::move(value), field);
  }
  void fill_once(std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
  }
  void take(const XmlNode& node, std::string_view field) {
    context_.map.add(
        node.content_in_source.empty() ? node.attributes_in_source : node.content_in_source, field);
  }

  void read_part(const FeedPart& part) {
    const XmlNode& node = *part.node;
    switch (part.field) {
      case FeedField::Title:
        fill(episode_.title, line_of(tree_, node));
        return take(node, "title");
      case FeedField::OtherTitle:
        other_titles_.push_back(line_of(tree_, node));
        return take(node, "title");
      case FeedField::Link:
        return read_link(node);
      case FeedField::Guid:
        fill_once(episode_.guid, tree_.text(node));
        is_guid_link_ = !text::equal_no_case(tree_.value(node, "isPermaLink"), "false");
        return take(node, "guid");
      case FeedField::Encoded:
      case FeedField::Content:
      case FeedField::Description:
      case FeedField::Summary:
      case FeedField::Subtitle:
        texts_.push_back(part);
        return;
      case FeedField::Date:
        if (episode_.date == kNoDate) take_date(&node);
        return take(node, "date");
      case FeedField::Updated:
        if (updated_ == nullptr) updated_ = &node;
        return take(node, "date");
      case FeedField::OtherAuthor:
        fill(episode_.author, author_in(context_, part));
        return take(node, "author");
      case FeedField::Author:
        fill(other_author_, author_in(context_, part));
        return take(node, "author");
      case FeedField::Category:
      case FeedField::OtherCategory:
        return add_categories(context_, part, episode_.categories);
      case FeedField::Duration:
        return read_length(node);
      case FeedField::Language:
        return fill_once(episode_.language, tree_.text(node));
      default:
        return read_number(part);
    }
  }

  void read_number(const FeedPart& part) {
    const XmlNode& node = *part.node;
    switch (part.field) {
      case FeedField::Episode:
        return read_episode_number(node);
      case FeedField::Season:
        if (episode_.season < 0) episode_.season = number_in(tree_.text(node));
        fill(episode_.season_name, tree_.value(node, "name"));
        return take(node, "season");
      case FeedField::EpisodeType:
        return fill_once(episode_.type, tree_.text(node));
      case FeedField::Explicit:
        if (episode_.is_explicit == model::Explicit::Unknown) {
          episode_.is_explicit = read_explicit(tree_.text(node));
        }
        return;
      default:
        return read_media(part);
    }
  }

  /// The number is whole; "204.5", and the words that apps are to show for it, are kept beside it.
  void read_episode_number(const XmlNode& node) {
    const std::string text = tree_.text(node);
    if (episode_.number < 0) episode_.number = number_in(text);
    take(node, "number");
    const std::size_t point = text.find('.');
    const bool has_part = point != std::string::npos && point + 1 < text.size() &&
                          text.find_first_of("123456789", point + 1) != std::string::npos;
    if (has_part) context_.boilerplate.emplace_back(text::trimmed(text));
    const std::string display = tree_.value(node, "display");
    if (!text::is_blank(display) && display != text) context_.boilerplate.push_back(display);
  }

  void read_media(const FeedPart& part) {
    const XmlNode& node = *part.node;
    switch (part.field) {
      case FeedField::Enclosure:
        return add_enclosure(node, tree_.value(node, "url"), "length");
      case FeedField::AlternateEnclosure:
        return read_alternate(part);
      case FeedField::MediaContent:
        return read_media_content(node);
      case FeedField::Image:
      case FeedField::ImageHref:
        return fill_once(episode_.image, image_in(context_, part));
      case FeedField::Thumbnail:
      case FeedField::Logo:
        return fill_once(thumbnail_, image_in(context_, part));
      default:
        return read_podcast(part);
    }
  }

  void read_podcast(const FeedPart& part) {
    const XmlNode& node = *part.node;
    const std::string url = tree_.value(node, "url");
    switch (part.field) {
      case FeedField::Transcript:
        if (url.empty()) return;
        episode_.transcripts.push_back({.url = address_in(context_, node, url),
                                        .type = tree_.value(node, "type"),
                                        .language = tree_.value(node, "language"),
                                        .rel = tree_.value(node, "rel")});
        return take(node, "transcript");
      case FeedField::Chapters:
        if (url.empty()) return read_chapters(part);
        if (!episode_.chapters_source.url.empty()) return;
        episode_.chapters_source = {.url = address_in(context_, node, url),
                                    .type = tree_.value(node, "type")};
        return take(node, "chapters");
      case FeedField::Person:
      case FeedField::Credit:
        episode_.persons.push_back(read_person(context_, node));
        return take(node, "person");
      case FeedField::Soundbite:
        return read_soundbite(node);
      case FeedField::License:
        episode_.license = read_license(context_, node);
        return;
      case FeedField::Location:
        episode_.locations.push_back(read_location(context_, node));
        return;
      case FeedField::MediaGroup:
        return;
      default:
        return keep_as_boilerplate(context_, node);
    }
  }

  void read_link(const XmlNode& node) {
    const std::string rel = tree_.value(node, "rel");
    const std::optional<std::string> href = tree_.attribute(node, "href");
    if (text::equal_no_case(rel, "enclosure")) {
      return add_enclosure(node, href.value_or(""), "length");
    }
    if (!href) {
      fill_once(episode_.link, address_in(context_, node, tree_.text(node)));
    } else if (rel.empty() || text::equal_no_case(rel, "alternate")) {
      fill_once(episode_.link, address_in(context_, node, *href));
    }
    take(node, "link");
  }

  void take_date(const XmlNode* node) {
    if (node == nullptr) return;
    const std::string text = tree_.text(*node);
    const std::optional<FeedDate> date = read_feed_date(text);
    if (!date) {
      if (text.empty()) return;
      context_.report.add(Severity::Warning, "bad-date", "The date cannot be read.",
                          node->content_in_source);
      return;
    }
    if (date->is_repaired) {
      context_.report.add(Severity::Note, "bad-date",
                          "The month has no such day; its last one was taken.",
                          node->content_in_source);
    }
    if (date->has_unread_time) {
      context_.report.add(Severity::Note, "bad-date",
                          "The time or its zone cannot be read; only the day was taken.",
                          node->content_in_source);
    }
    episode_.date = date->date;
    episode_.published_s = date->instant_s;
  }

  void read_length(const XmlNode& node) {
    take(node, "duration");
    const std::string text = tree_.text(node);
    if (episode_.duration != kNoTime || text.empty()) return;
    episode_.duration = read_feed_duration(text);
    if (episode_.duration != kNoTime || text.find_first_not_of("0:. ") == std::string::npos) return;
    context_.report.add(Severity::Warning, "bad-duration", "The duration cannot be read.",
                        node.content_in_source);
  }

  void add_enclosure(const XmlNode& node, const std::string& url, std::string_view length) {
    take(node, "enclosure");
    if (url.empty()) return;
    enclosures_.push_back({.url = address_in(context_, node, url),
                           .type = tree_.value(node, "type"),
                           .length = text::decimal_value(tree_.value(node, length)).value_or(-1)});
  }

  void read_alternate(const FeedPart& part) {
    for (std::uint32_t child = tree_.first_child(part.number); child != XmlNode::kNone;
         child = tree_.next_sibling(child)) {
      const XmlNode& source = tree_.node(child);
      if (!tree_.is_named(source, "source")) continue;
      const std::string url = tree_.value(source, "uri");
      if (url.empty()) continue;
      alternates_.push_back(
          {.url = address_in(context_, source, url),
           .type = tree_.value(*part.node, "type"),
           .length = text::decimal_value(tree_.value(*part.node, "length")).value_or(-1)});
    }
  }

  void read_media_content(const XmlNode& node) {
    const std::string url = tree_.value(node, "url");
    const std::string type = tree_.value(node, "type");
    const std::string medium = tree_.value(node, "medium");
    if (medium == "image" || text::starts_with_no_case(type, "image")) {
      fill_once(thumbnail_, address_in(context_, node, url));
    } else if (!url.empty()) {
      alternates_.push_back(
          {.url = address_in(context_, node, url),
           .type = type,
           .length = text::decimal_value(tree_.value(node, "fileSize")).value_or(-1)});
      if (media_duration_ == kNoTime) {
        media_duration_ = read_feed_duration(tree_.value(node, "duration"));
      }
    }
  }

  /// Podlove Simple Chapters within an item.
  void read_chapters(const FeedPart& part) {
    if (!episode_.chapters.empty()) return;
    for (std::uint32_t child = tree_.first_child(part.number); child != XmlNode::kNone;
         child = tree_.next_sibling(child)) {
      const XmlNode& node = tree_.node(child);
      if (!tree_.is_named(node, "chapter")) continue;
      model::Chapter chapter;
      chapter.time.start = read_feed_time(tree_.value(node, "start"));
      if (!chapter.time.known()) {
        context_.report.add(Severity::Warning, "bad-chapter-start",
                            "The chapter has no start that can be read; it is left out.",
                            node.all_in_source);
        continue;
      }
      chapter.title = line_of_markup(tree_.value(node, "title"));
      if (chapter.title.empty()) chapter.title = line_of(tree_, node);
      chapter.url = address_in(context_, node, tree_.value(node, "href"));
      chapter.image = address_in(context_, node, tree_.value(node, "image"));
      episode_.chapters.push_back(std::move(chapter));
      take(node, "chapter");
    }
    std::ranges::stable_sort(episode_.chapters, {},
                             [](const model::Chapter& chapter) { return chapter.time.start; });
    for (std::size_t i = 0; i + 1 < episode_.chapters.size(); ++i)
      episode_.chapters[i].time.end = episode_.chapters[i + 1].time.start;
  }

  void read_soundbite(const XmlNode& node) {
    model::Soundbite soundbite;
    soundbite.time.start = read_feed_time(tree_.value(node, "startTime"));
    const Millis duration = read_feed_time(tree_.value(node, "duration"));
    if (!soundbite.time.known() || duration == kNoTime) {
      context_.report.add(Severity::Warning, "bad-soundbite",
                          "The soundbite's time cannot be read; it is left out.",
                          node.all_in_source);
      return;
    }
    soundbite.time.end = clamp_millis(std::int64_t{soundbite.time.start} + duration);
    soundbite.title = line_of(tree_, node);
    episode_.soundbites.push_back(std::move(soundbite));
    take(node, "soundbite");
  }

  /// The first that can be played; others are kept beside it, each address once.
  void choose_enclosure() {
    enclosures_.insert(enclosures_.end(), std::make_move_iterator(alternates_.begin()),
                       std::make_move_iterator(alternates_.end()));
    if (enclosures_.empty()) return;
    auto best = std::ranges::find_if(enclosures_, [](const model::Enclosure& enclosure) {
      return is_play_type(enclosure.type);
    });
    if (best == enclosures_.end()) best = enclosures_.begin();
    episode_.enclosure = std::move(*best);
    enclosures_.erase(best);
    for (model::Enclosure& enclosure : enclosures_) {
      if (enclosure.url != episode_.enclosure.url) {
        episode_.more_enclosures.push_back(std::move(enclosure));
      }
    }
  }

  struct Telling {
    std::string markup;
    const XmlNode* node = nullptr;
    FeedField field = FeedField::None;
  };

  static int rank(FeedField field) {
    switch (field) {
      case FeedField::Encoded:
      case FeedField::Content:
        return 0;
      case FeedField::Description:
        return 1;
      case FeedField::Summary:
        return 2;
      default:
        return 3;
    }
  }

  /// The best kind of text an item has, or one that says much more; the others by what they add.
  void choose_texts() {
    std::vector<Telling> tellings;
    for (const FeedPart& part : texts_) {
      std::string markup = tree_.markup(*part.node);
      if (markup.empty() || tellings.size() == kMostTexts) continue;
      tellings.push_back({std::move(markup), part.node, part.field});
    }
    std::ranges::stable_sort(tellings, {},
                             [](const Telling& telling) { return rank(telling.field); });
    if (tellings.empty()) {
      episode_.listed_only = true;
      return;
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < tellings.size(); ++i) {
      if (tellings[i].markup.size() * 100 > tellings[best].markup.size() * kMuchLongerPercent) {
        best = i;
      }
    }
    take(*tellings[best].node, "notes");
    episode_.notes = read_notes_fragment(tellings[best].markup, episode_.duration);
    resolve_links(*episode_.notes);
    std::string told = without_white(episode_.notes->plain);
    for (std::size_t i = 0; i < tellings.size(); ++i) {
      if (i == best) continue;
      take(*tellings[i].node, "summary");
      const std::string plain = plain_of_markup(tellings[i].markup);
      const std::string solid = without_white(plain);
      if (solid.empty() || told.contains(solid)) continue;
      if (!episode_.summary.empty()) episode_.summary += '\n';
      episode_.summary += plain;
      told += solid;
    }
  }

  void resolve_links(model::Notes& notes) const {
    if (context_.base.empty()) return;
    for (model::Link& link : notes.links)
      link.url = resolve_url(context_.base, link.url);
    for (model::Span& span : notes.spans) {
      if (!span.url.empty()) span.url = resolve_url(context_.base, span.url);
    }
  }

  const FeedContext& context_;
  const XmlTree& tree_;
  std::uint32_t item_;
  model::Episode episode_;
  std::vector<FeedPart> texts_;
  std::vector<model::Enclosure> enclosures_;
  std::vector<model::Enclosure> alternates_;
  const XmlNode* updated_ = nullptr;
  std::vector<std::string> other_titles_;
  std::string other_author_;
  std::string thumbnail_;
  Millis media_duration_ = kNoTime;
  bool is_guid_link_ = false;
};

}  // namespace

model::Episode read_feed_item(const FeedContext& context, std::uint32_t item) {
  return ItemReader(context, item).read();
}

}  // namespace earshot::formats
