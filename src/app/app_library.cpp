#include "app/app_state.h"

#include <algorithm>
#include <set>
#include <utility>

#include "text/words.h"

namespace earshot::app {

void App::State::make_rows() {
  rows.clear();
  const auto refs = library.visible(current_show);
  const std::string wanted = text::folded(filter_text);
  for (const Library::EpisodeRef ref : refs) {
    EpisodeRow row = library.row(ref);
    if (user.session.filter == EpisodeFilter::WithTranscript && !row.has_transcript) continue;
    if (user.session.filter == EpisodeFilter::WithNotes && !row.has_notes) continue;
    if (!wanted.empty() && text::folded(row.title).find(wanted) == std::string::npos) continue;
    rows.push_back(row);
  }
  const auto by_title = [](const EpisodeRow& a, const EpisodeRow& b) { return a.title < b.title; };
  // Undated episodes follow the dated ones, by number and title: a folder of transcripts has no
  // dates at all.
  const auto undated = [&](const EpisodeRow& a, const EpisodeRow& b) {
    return a.number != b.number ? a.number < b.number : by_title(a, b);
  };
  std::ranges::stable_sort(rows, [&](const EpisodeRow& a, const EpisodeRow& b) {
    switch (user.session.sort) {
      case EpisodeSort::Newest:
        if (a.date != b.date) return a.date > b.date;
        return a.date == kNoDate ? undated(b, a) : undated(a, b);
      case EpisodeSort::Oldest:
        if (a.date != b.date) {
          if (a.date == kNoDate || b.date == kNoDate) return b.date == kNoDate;
          return a.date < b.date;
        }
        return undated(a, b);
      case EpisodeSort::Title:
        return by_title(a, b);
      case EpisodeSort::Longest:
        return a.duration > b.duration;
    }
    return false;
  });
  library_view.episodes_before_filter = static_cast<std::uint32_t>(refs.size());
}

void App::State::make_removed() {
  removed_rows.clear();
  for (const Library::EpisodeRef ref : library.hidden(offered_back(user)))
    removed_rows.push_back(library.row(ref));
  std::ranges::stable_sort(removed_rows, {}, &EpisodeRow::title);
}

void App::State::show_row(std::int32_t row) {
  const auto count = static_cast<std::int32_t>(library.shows().size());
  current_show = row >= 0 && row < count ? row : kAllShows;
  user.session.show = current_show < 0
                          ? std::string()
                          : library.shows()[static_cast<std::size_t>(current_show)].title;
  rows_changed = true;
}

void App::State::remove(std::vector<EpisodeVersion> versions, std::string text) {
  if (versions.empty()) return;
  Change change{.kind = Change::Kind::Removal, .said = std::move(text)};
  for (const EpisodeVersion& version : versions) {
    const auto older = library.hidden_by(version.id);
    change.older.insert(change.older.end(), older.begin(), older.end());
  }
  change.episodes = versions.size();
  change.versions = std::move(versions);
  apply(change, true);
  did(std::move(change));
}

void App::State::on(const OpenShow& a) {
  show_row(a.show);
}

void App::State::on(const SetApart& a) {
  Change change{.kind = Change::Kind::Pairing, .pairing = a};
  change.said = say(a.apart ? word::kNowApart : word::kNowPaired);
  apply(change, true);
  did(std::move(change));
}

void App::State::set_apart(const SetApart& a) {
  if (a.apart) {
    user.apart.insert({a.episode, a.file});
  } else {
    user.apart.erase({a.episode, a.file});
  }
  const ReaderView& open = reader.view();
  const bool is_going = !a.apart && open.open && open.episode.apart_of == a.episode &&
                        open.episode.apart_file == a.file;
  library.put_apart(user.apart);
  library.rebuild(user.removed);
  ++library_serial;
  library_changed = true;
  if (is_going) open_episode(a.episode, open.tab);
}

void App::State::on(const SetEpisodeFilter& a) {
  user.session.filter = a.filter;
  rows_changed = true;
}

void App::State::on(const SetEpisodeSort& a) {
  user.session.sort = a.sort;
  rows_changed = true;
}

void App::State::on(SetFilterText& a) {
  filter_text = std::move(a.text);
  rows_changed = true;
}

void App::State::on(const RemoveEpisode& a) {
  const auto ref = library.find(a.id);
  if (!ref) return;
  remove({library.version(*ref)}, say(word::kRemoved, library.row(*ref).title));
}

void App::State::on(const RemoveShow& a) {
  if (a.show < 0 || static_cast<std::size_t>(a.show) >= library.shows().size()) return;
  std::vector<EpisodeVersion> versions;
  for (const auto ref : library.visible(a.show))
    versions.push_back(library.version(ref));
  const ShowRow& show = library.shows()[static_cast<std::size_t>(a.show)];
  const std::string text = say(word::kShowRemoved, show.episodes, show.title);
  if (a.show == current_show) show_row(kAllShows);
  remove(std::move(versions), text);
}

void App::State::on(const BringBack& a) {
  Change change{.kind = Change::Kind::Return};
  for (const EpisodeVersion& version : offered_back(user)) {
    if (!a.id.valid() || version.id == a.id) change.versions.push_back(version);
  }
  if (change.versions.empty()) return;
  change.episodes = a.id.valid() ? 1 : removed_rows.size();
  change.said = say(word::kBroughtBack, change.episodes);
  apply(change, true);
  did(std::move(change));
}

void App::State::on(const DiscardRemoved&) {
  const auto offered = offered_back(user);
  if (offered.empty()) return;
  Change change{.kind = Change::Kind::Discard,
                .versions = {offered.begin(), offered.end()},
                .episodes = removed_rows.size()};
  change.said = say(word::kDiscarded, change.episodes);
  apply(change, true);
  did(std::move(change));
}

void App::State::keep(Change change) {
  redo.clear();
  undo.push_back(std::move(change));
}

void App::State::did(Change change) {
  notify(change.said, false, true);
  keep(std::move(change));
}

void App::State::apply(const Change& change, bool forward) {
  const auto put_all = [](const std::vector<EpisodeVersion>& versions,
                          std::set<EpisodeVersion>& into, bool is_in) {
    for (const EpisodeVersion& version : versions) {
      if (is_in) {
        into.insert(version);
      } else {
        into.erase(version);
      }
    }
  };
  const auto put = [&](std::set<EpisodeVersion>& into, bool is_in) {
    put_all(change.versions, into, is_in);
  };
  switch (change.kind) {
    case Change::Kind::Pairing:
      if (change.pairing)
        set_apart(
            {change.pairing->episode, change.pairing->file, change.pairing->apart == forward});
      return;
    case Change::Kind::Removal:
      put(user.removed, forward);
      if (forward) put(user.discarded, false);
      put_all(change.older, user.removed, forward);
      put_all(change.older, user.discarded, forward);
      break;
    case Change::Kind::Return:
      put(user.removed, !forward);
      break;
    case Change::Kind::Import:
    case Change::Kind::Repair:
      // Nobody who has taken it back looks for it among what was removed.
      put(user.removed, !forward);
      put(user.discarded, !forward);
      break;
    case Change::Kind::Discard:
      put(user.discarded, forward);
      break;
  }
  library_changed = library_stale = true;
}

void App::State::on(const Undo&) {
  if (undo.empty()) return;
  Change change = std::move(undo.back());
  undo.pop_back();
  apply(change, false);
  switch (change.kind) {
    case Change::Kind::Pairing:
      notify(std::string(say(change.pairing->apart ? word::kPairedAgain : word::kApartAgain)));
      break;
    case Change::Kind::Repair:
      notify(std::string(say(word::kTextAsRead)));
      break;
    case Change::Kind::Removal:
      notify(say(word::kBroughtBack, change.episodes));
      break;
    case Change::Kind::Return:
      notify(say(word::kRemovedAgain, change.episodes));
      break;
    case Change::Kind::Import:
      notify(say(word::kTookBack, change.episodes));
      break;
    case Change::Kind::Discard:
      notify(std::string(say(word::kOfferedAgain)));
      break;
  }
  redo.push_back(std::move(change));
}

void App::State::on(const Redo&) {
  if (redo.empty()) return;
  Change change = std::move(redo.back());
  redo.pop_back();
  apply(change, true);
  notify(change.said, false, true);
  undo.push_back(std::move(change));
}

}  // namespace earshot::app
