#include "app/plain_page.h"

#include "app/library.h"

namespace earshot::app {

PlainEpisode plain_episode(const ReaderView& open) {
  return {.id = open.episode.id,
          .title = open.episode.title,
          .show = open.episode.show,
          .author = open.author,
          .summary = open.summary,
          .link = open.link,
          .date = open.episode.date,
          .duration = open.episode.duration,
          .notes = open.notes,
          .transcript = open.transcript,
          .offers = open.offers,
          .choices = open.choices,
          .chapters = open.chapters,
          .pack = open.pack};
}

PlainEpisode plain_episode(const pack::Pack& pack, std::uint32_t number) {
  if (number >= pack.episodes().size()) return {};
  const pack::EpisodeRecord& record = pack.episodes()[number];
  const std::string_view show = record.show < pack.shows().size()
                                    ? pack.string(pack.shows()[record.show].title)
                                    : std::string_view();
  PlainEpisode episode{.id = pack::episode_id(record),
                       .title = pack.string(record.title),
                       .show = show,
                       .author = pack.string(record.author),
                       .summary = pack.string(record.summary),
                       .link = pack.string(record.link),
                       .date = record.date,
                       .duration = record.duration_ms,
                       .notes = {},
                       .transcript = {},
                       .offers = {},
                       .choices = {},
                       .chapters = pack.chapters(record),
                       .pack = &pack};
  for (const pack::TrackRecord& track : pack.tracks(record)) {
    TrackView* const place = track.kind == pack::TrackKind::Notes        ? &episode.notes
                             : track.kind == pack::TrackKind::Transcript ? &episode.transcript
                             : track.kind == pack::TrackKind::Offers     ? &episode.offers
                                                                         : nullptr;
    if (place != nullptr && place->empty()) *place = track_view(pack, track);
  }
  return episode;
}

}  // namespace earshot::app
