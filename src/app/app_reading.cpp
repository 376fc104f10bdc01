#include "app/app_state.h"

#include <algorithm>
#include <utility>

#include "app/plain_shown.h"
#include "app/quote.h"

namespace earshot::app {

void App::State::open_episode(Id id, Tab tab, std::uint32_t document) {
  if (reader.open(library, id, tab, document)) show_reader();
}

void App::State::open_text(Id id, Tab tab, std::uint32_t text) {
  if (reader.open_text(library, id, tab, text)) show_reader();
}

void App::State::show_reader() {
  results.view().shown = false;
  source_view.open = false;
  drawer = false;
  reader.mark(results.query());
}

void App::State::go_back_to(Tab tab, std::uint32_t offset_in_text) {
  const ReaderView& open = reader.view();
  const auto size = static_cast<std::uint32_t>(open.shown().text.size());
  const std::uint32_t offset = open.tab == tab ? std::min(offset_in_text, size) : 0;
  reader.show_here({offset, offset}, true);
}

void App::State::on(const OpenEpisode& a) {
  const ReaderView& open = reader.view();
  const bool same = open.open && open.episode.id == a.id;
  open_episode(a.id, same ? open.tab : Tab::Notes);
}

void App::State::on(const ChooseTab& a) {
  reader.choose_tab(library, a.tab);
}

void App::State::on(const ChooseTrack& a) {
  reader.choose_track(library, a.document);
}

void App::State::on(const ShowSource& a) {
  if (chosen_report >= reports.size() || a.file >= reports[chosen_report].files.size()) return;
  const FileOutcome& file = reports[chosen_report].files[a.file];
  source_text.open(library, file.source, file.path);
  std::vector<std::pair<Range, std::size_t>> places;
  for (std::size_t i = 0; i < file.diagnostics.size(); ++i) {
    if (const auto place = source_text.place(file.diagnostics[i])) places.emplace_back(*place, i);
  }
  std::ranges::stable_sort(places, {}, [](const auto& place) { return place.first.begin; });
  source_marks.clear();
  source_remarks.clear();
  source_view = {};
  for (const auto& [range, remark] : places) {
    if (static_cast<std::int32_t>(remark) == a.remark)
      source_view.current_mark = static_cast<std::int32_t>(source_marks.size());
    source_marks.push_back(range);
    source_remarks.push_back(file.diagnostics[remark]);
  }
  source_view.open = true;
  source_view.path = source_text.path();
  source_view.problem = source_text.problem();
  source_view.track = source_text.track();
  source_view.marks_in_text = source_marks;
  source_view.remarks = source_remarks;
  go_to_mark();
  dialog = Dialog::None;
  drawer = false;
}

void App::State::on(const ShowReportText&) {
  if (!import_view.has_report) return;
  source_marks.clear();
  source_remarks.clear();
  source_view = {};
  source_view.open = source_view.is_report = true;
  write_report();
  go_to_mark();
  dialog = Dialog::None;
  drawer = false;
}

void App::State::go_to_mark() {
  const Range place = source_view.current_mark < 0
                          ? Range{}
                          : source_marks[static_cast<std::size_t>(source_view.current_mark)];
  source_view.target = {++source_serial, source_view.track.kind, place,
                        source_view.current_mark < 0};
}

void App::State::on(const JumpToTime& a) {
  results.view().shown = false;
  reader.jump_to_time(a.time);
}

void App::State::on(const JumpToMatch& a) {
  if (!source_view.open) {
    reader.jump_to_match(a.by);
    return;
  }
  const auto count = static_cast<std::int32_t>(source_marks.size());
  if (count == 0) return;
  const std::int32_t next =
      source_view.current_mark < 0 ? (a.by < 0 ? count - 1 : 0) : source_view.current_mark + a.by;
  source_view.current_mark = ((next % count) + count) % count;
  go_to_mark();
}

const TrackView& App::State::shown_text() const {
  return source_view.open ? source_view.track : reader.view().shown();
}

void App::State::go_to_found() {
  const FindView& found = find.view();
  if (found.current < 0) return;
  const Range place = found.matches_in_text[static_cast<std::size_t>(found.current)];
  if (source_view.open) {
    source_view.target = {++source_serial, source_view.track.kind, place, false};
  } else {
    reader.show_here(place, false);
  }
}

void App::State::on(const OpenFind& a) {
  find.open(shown_text(), a.text, a.from_in_text);
  go_to_found();
}

void App::State::on(const FindChanged& a) {
  find.change(a.text);
  go_to_found();
}

void App::State::on(const FindStep& a) {
  if (find.step(a.by)) go_to_found();
}

void App::State::on(const CloseFind&) {
  find.close();
}

void App::State::on(const ToggleFold& a) {
  reader.toggle_fold(a.block);
}

void App::State::on(SetFolds& a) {
  reader.set_folds(std::move(a.blocks));
}

void App::State::on(OpenLink& a) {
  if (is_page_address(a.url)) {
    effects.push_back(OpenUrl{std::move(a.url)});
  } else {
    notify(say(word::kLinkNotOpened, a.url), true);
  }
}

void App::State::on(CopyText& a) {
  effects.push_back(WriteClipboard{std::move(a.text)});
  if (!a.said.empty()) notify(std::move(a.said));
}

void App::State::on(const PasteIntoTextBox& a) {
  effects.push_back(ReadClipboard{a.node});
}

void App::State::on(const PasteRefused&) {
  notify(std::string(say(word::kPasteRefused)), true);
}

void App::State::on(const CopyLink& a) {
  const ReaderView& open = reader.view();
  if (!open.open) return;
  Moment moment = moment_of(open.shown(), open.episode.id, open.tab, a.offset_in_text);
  const Millis time = moment.time;
  // A time does not say which of several notes it is of, where it leads to notes.
  const bool has_other_notes =
      std::ranges::count(open.choices, pack::TrackKind::Notes, &TrackChoice::kind) > 1;
  const bool is_of_notes =
      open.tab == Tab::Notes && has_other_notes && reader.is_time_in_notes(time);
  if (time >= 0 && !is_of_notes) {
    moment = moment_of_time(open.episode.id, time, open.choices);
  } else {
    moment.time = kNoTime;
    moment.text = reader.text_number();
  }
  effects.push_back(WriteLink{link_fragment(moment)});
  notify(time >= 0 ? say(word::kLinkCopiedTo, clock_time(time))
                   : std::string(say(word::kLinkCopied)));
}

void App::State::on(const ShowPlainPage&) {
  const PlainTimes times = facts.page_leads_back ? PlainTimes::Links : PlainTimes::Text;
  if (auto page = plain_text_shown(source_view, reader.view(), times, say))
    effects.push_back(*std::move(page));
}

void App::State::on(SelectionMade& a) {
  effects.push_back(WritePrimarySelection{std::move(a.text)});
}

void App::State::on(const ReadingPositionChanged& a) {
  reader.reading_position(a.offset_in_text);
}

void App::State::on(const LinkFollowed& a) {
  const auto moment = read_link(a.link);
  if (!moment) {
    // The page's own address has other fragments, too; a whole address was pasted.
    if (is_address(a.link)) {
      notify(std::string(say(word::kFetchesNothing)), true);
    }
    return;
  }
  if (!library.find(moment->episode)) {
    notify(std::string(say(word::kLinkNotHere)), true);
    return;
  }
  const bool has_time = moment->time >= 0;
  open_text(moment->episode, has_time ? Tab::Transcript : moment->tab, moment->text);
  if (has_time) {
    reader.jump_to_time(moment->time);
  } else {
    go_back_to(moment->tab, moment->offset_in_text);
  }
}

}  // namespace earshot::app
