#include "app/user_data.h"

#include <yyjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <span>

namespace earshot::app {
namespace {

constexpr int kUserDataVersion = 1;

constexpr std::array<const char*, 4> kThemes = {"system", "light", "dark", "contrast"};
constexpr std::array<const char*, 2> kDensities = {"comfortable", "compact"};
constexpr std::array<const char*, 4> kTabs = {"notes", "transcript", "chapters", "source"};
constexpr std::array<const char*, 3> kLanguages = {"system", "en", "de"};
constexpr std::array<const char*, 3> kFilters = {"all", "transcript", "notes"};
constexpr std::array<const char*, 4> kSorts = {"newest", "oldest", "title", "longest"};
constexpr std::array<const char*, 3> kScopes = {"everywhere", "transcripts", "notes"};
constexpr std::array<const char*, 3> kHitSorts = {"relevance", "date", "position"};

std::string_view text_of(yyjson_val* value) {
  const char* text = yyjson_get_str(value);
  return text == nullptr ? std::string_view() : std::string_view(text, yyjson_get_len(value));
}

template <typename E, std::size_t N>
E choice(yyjson_val* value, const std::array<const char*, N>& names, E fallback) {
  const std::string_view text = text_of(value);
  const auto at = std::ranges::find(names, text);
  return at == names.end() ? fallback : static_cast<E>(at - names.begin());
}

template <typename E, std::size_t N>
const char* choice_name(E value, const std::array<const char*, N>& names) {
  return names[std::min(static_cast<std::size_t>(value), N - 1)];
}

Id id_of(yyjson_val* value) {
  return id_from_string(text_of(value)).value_or(Id{});
}

std::set<EpisodeVersion> versions_of(yyjson_val* list) {
  std::set<EpisodeVersion> versions;
  std::size_t i = 0;
  std::size_t count = 0;
  yyjson_val* item = nullptr;
  yyjson_arr_foreach(list, i, count, item) {
    const EpisodeVersion version{id_of(yyjson_obj_get(item, "id")),
                                 id_of(yyjson_obj_get(item, "content"))};
    if (version.id.valid()) versions.insert(version);
  }
  return versions;
}

void add_versions(yyjson_mut_doc* doc, yyjson_mut_val* list,
                  const std::set<EpisodeVersion>& versions) {
  for (const EpisodeVersion& version : versions) {
    yyjson_mut_val* item = yyjson_mut_arr_add_obj(doc, list);
    yyjson_mut_obj_add_strcpy(doc, item, "id", to_string(version.id).c_str());
    yyjson_mut_obj_add_strcpy(doc, item, "content", to_string(version.content).c_str());
  }
}

/// 0 where it is none, or too large.
std::uint32_t number_of(yyjson_val* value) {
  const std::uint64_t number = yyjson_get_uint(value);
  return number <= UINT32_MAX ? static_cast<std::uint32_t>(number) : 0;
}

void read_search(yyjson_val* search, Session& session) {
  session.query = text_of(yyjson_obj_get(search, "query"));
  if (session.query.size() > kMaxKeptQuery) session.query.clear();
  session.scope = choice(yyjson_obj_get(search, "scope"), kScopes, session.scope);
  session.hit_sort = choice(yyjson_obj_get(search, "sort"), kHitSorts, session.hit_sort);
  session.in_results = yyjson_get_bool(yyjson_obj_get(search, "shown"));
  session.hit_episode = id_of(yyjson_obj_get(search, "episode"));
  session.hit_in_text = {number_of(yyjson_obj_get(search, "begin")),
                         number_of(yyjson_obj_get(search, "end"))};
}

void add_search(yyjson_mut_doc* doc, yyjson_mut_val* search, const Session& session) {
  yyjson_mut_obj_add_strncpy(doc, search, "query", session.query.data(), session.query.size());
  yyjson_mut_obj_add_str(doc, search, "scope", choice_name(session.scope, kScopes));
  yyjson_mut_obj_add_str(doc, search, "sort", choice_name(session.hit_sort, kHitSorts));
  yyjson_mut_obj_add_bool(doc, search, "shown", session.in_results);
  if (!session.hit_episode.valid()) return;
  yyjson_mut_obj_add_strcpy(doc, search, "episode", to_string(session.hit_episode).c_str());
  yyjson_mut_obj_add_uint(doc, search, "begin", session.hit_in_text.begin);
  yyjson_mut_obj_add_uint(doc, search, "end", session.hit_in_text.end);
}

struct DocFree {
  void operator()(yyjson_doc* doc) const { yyjson_doc_free(doc); }
  void operator()(yyjson_mut_doc* doc) const { yyjson_mut_doc_free(doc); }
};

}  // namespace

std::set<EpisodeVersion> offered_back(const UserData& data) {
  std::set<EpisodeVersion> offered;
  std::ranges::set_difference(data.removed, data.discarded, std::inserter(offered, offered.end()));
  return offered;
}

UserData read_user_data(std::string_view json) {
  UserData data;
  const std::unique_ptr<yyjson_doc, DocFree> doc(yyjson_read(json.data(), json.size(), 0));
  yyjson_val* root = yyjson_doc_get_root(doc.get());
  if (!yyjson_is_obj(root)) return data;
  yyjson_val* settings = yyjson_obj_get(root, "settings");
  data.theme = choice(yyjson_obj_get(settings, "theme"), kThemes, data.theme);
  if (yyjson_val* zoom = yyjson_obj_get(settings, "zoom"); yyjson_is_num(zoom)) {
    const auto factor = static_cast<float>(yyjson_get_num(zoom));
    if (std::isfinite(factor)) data.zoom = std::clamp(factor, kMinZoom, kMaxZoom);
  }
  if (yyjson_val* measure = yyjson_obj_get(settings, "measure"); yyjson_is_int(measure))
    data.measure = std::clamp(yyjson_get_int(measure), kLeastMeasure, kMostMeasure);
  const auto width = [settings](const char* key) {
    yyjson_val* const points = yyjson_obj_get(settings, key);
    return yyjson_is_int(points) ? std::clamp(yyjson_get_int(points), 0, kMostPanePoints) : 0;
  };
  data.library_width = width("library_width");
  data.rail_width = width("rail_width");
  data.density = choice(yyjson_obj_get(settings, "density"), kDensities, data.density);
  data.language = choice(yyjson_obj_get(settings, "language"), kLanguages, data.language);
  if (yyjson_val* keys = yyjson_obj_get(settings, "single_keys"); yyjson_is_bool(keys))
    data.single_keys = yyjson_get_bool(keys);
  yyjson_val* session = yyjson_obj_get(root, "session");
  data.session.show = text_of(yyjson_obj_get(session, "show"));
  data.session.episode = id_of(yyjson_obj_get(session, "episode"));
  data.session.tab = choice(yyjson_obj_get(session, "tab"), kTabs, data.session.tab);
  data.session.filter = choice(yyjson_obj_get(session, "filter"), kFilters, data.session.filter);
  data.session.sort = choice(yyjson_obj_get(session, "sort"), kSorts, data.session.sort);
  data.session.text = number_of(yyjson_obj_get(session, "text"));
  data.session.offset_in_text = number_of(yyjson_obj_get(session, "offset"));
  read_search(yyjson_obj_get(session, "search"), data.session);
  data.removed = versions_of(yyjson_obj_get(root, "removed"));
  data.discarded = versions_of(yyjson_obj_get(root, "discarded"));
  std::size_t i = 0;
  std::size_t count = 0;
  yyjson_val* item = nullptr;
  yyjson_arr_foreach(yyjson_obj_get(root, "apart"), i, count, item) {
    const ApartFile apart{id_of(yyjson_obj_get(item, "episode")),
                          id_of(yyjson_obj_get(item, "file"))};
    if (apart.episode.valid() && apart.file.valid()) data.apart.insert(apart);
  }
  yyjson_arr_foreach(yyjson_obj_get(session, "folded"), i, count, item) {
    const std::uint32_t block = number_of(item);
    std::vector<std::uint32_t>& folded = data.session.folded_blocks;
    if (yyjson_is_uint(item) && (folded.empty() || folded.back() < block)) folded.push_back(block);
  }
  yyjson_arr_foreach(yyjson_obj_get(root, "packs"), i, count, item) {
    if (const Id id = id_of(item); id.valid()) data.packs.push_back(id);
  }
  yyjson_arr_foreach(yyjson_obj_get(root, "recent_queries"), i, count, item) {
    const std::string_view query = text_of(item);
    if (query.empty() || query.size() > kMaxKeptQuery ||
        data.recent_queries.size() == kMaxRecentQueries) {
      continue;
    }
    data.recent_queries.emplace_back(query);
  }
  return data;
}

std::string write_user_data(const UserData& data) {
  const std::unique_ptr<yyjson_mut_doc, DocFree> doc(yyjson_mut_doc_new(nullptr));
  yyjson_mut_doc* d = doc.get();
  yyjson_mut_val* root = yyjson_mut_obj(d);
  yyjson_mut_doc_set_root(d, root);
  yyjson_mut_obj_add_int(d, root, "version", kUserDataVersion);
  yyjson_mut_val* settings = yyjson_mut_obj_add_obj(d, root, "settings");
  yyjson_mut_obj_add_str(d, settings, "theme", choice_name(data.theme, kThemes));
  yyjson_mut_obj_add_real(d, settings, "zoom", static_cast<double>(data.zoom));
  yyjson_mut_obj_add_int(d, settings, "measure", data.measure);
  yyjson_mut_obj_add_int(d, settings, "library_width", data.library_width);
  yyjson_mut_obj_add_int(d, settings, "rail_width", data.rail_width);
  yyjson_mut_obj_add_str(d, settings, "density", choice_name(data.density, kDensities));
  yyjson_mut_obj_add_str(d, settings, "language", choice_name(data.language, kLanguages));
  yyjson_mut_obj_add_bool(d, settings, "single_keys", data.single_keys);
  yyjson_mut_val* session = yyjson_mut_obj_add_obj(d, root, "session");
  yyjson_mut_obj_add_strncpy(d, session, "show", data.session.show.data(),
                             data.session.show.size());
  if (data.session.episode.valid()) {
    yyjson_mut_obj_add_strcpy(d, session, "episode", to_string(data.session.episode).c_str());
  }
  yyjson_mut_obj_add_str(d, session, "tab", choice_name(data.session.tab, kTabs));
  yyjson_mut_obj_add_uint(d, session, "text", data.session.text);
  yyjson_mut_obj_add_uint(d, session, "offset", data.session.offset_in_text);
  yyjson_mut_obj_add_str(d, session, "filter", choice_name(data.session.filter, kFilters));
  yyjson_mut_obj_add_str(d, session, "sort", choice_name(data.session.sort, kSorts));
  yyjson_mut_val* folded = yyjson_mut_obj_add_arr(d, session, "folded");
  for (const std::uint32_t block : data.session.folded_blocks)
    yyjson_mut_arr_add_uint(d, folded, block);
  add_search(d, yyjson_mut_obj_add_obj(d, session, "search"), data.session);
  add_versions(d, yyjson_mut_obj_add_arr(d, root, "removed"), data.removed);
  add_versions(d, yyjson_mut_obj_add_arr(d, root, "discarded"), data.discarded);
  yyjson_mut_val* apart = yyjson_mut_obj_add_arr(d, root, "apart");
  for (const ApartFile& file : data.apart) {
    yyjson_mut_val* item = yyjson_mut_arr_add_obj(d, apart);
    yyjson_mut_obj_add_strcpy(d, item, "episode", to_string(file.episode).c_str());
    yyjson_mut_obj_add_strcpy(d, item, "file", to_string(file.file).c_str());
  }
  yyjson_mut_val* packs = yyjson_mut_obj_add_arr(d, root, "packs");
  for (const Id id : data.packs)
    yyjson_mut_arr_add_strcpy(d, packs, to_string(id).c_str());
  yyjson_mut_val* recent = yyjson_mut_obj_add_arr(d, root, "recent_queries");
  for (const std::string& query : data.recent_queries)
    yyjson_mut_arr_add_strncpy(d, recent, query.data(), query.size());
  std::size_t size = 0;
  char* text = yyjson_mut_write(d, YYJSON_WRITE_PRETTY, &size);
  if (text == nullptr) return {};
  std::string json(text, size);
  std::free(text);  // NOLINT(cppcoreguidelines-no-malloc): yyjson allocates with malloc
  return json;
}

}  // namespace earshot::app
