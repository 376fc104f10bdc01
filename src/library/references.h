#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::library {

/// Which file a feed means by an address: of a transcript, of chapters, of the audio.
///
/// A feed names files on a server; what is dropped are copies of them, in folders of their own. So
/// the last part of the address decides, and where several episodes have files of that name
/// ("ep1/transcript.vtt"), as many folders above it as agree.
class References {
 public:
  /// `url` of a file that belongs to episode `target`, and the language that the feed says it is
  /// in. Query, fragment and percent signs are taken out; an address without a file name is none.
  void add(std::string_view url, std::size_t target, std::string_view language = {});
  /// As `add`, for audio: also files of its bare name ("ep12.en.vtt" of "ep12.mp3") belong to it.
  void add_audio(std::string_view url, std::size_t target);

  struct Found {
    std::size_t target = 0;
    std::string_view reason;    ///< kNamedByFeed or kSameAudioName
    std::string_view language;  ///< of the file, where the feed says it; valid until the next `add`
  };
  /// The episode that `path` belongs to. `is_common_name`: several files of that name were given,
  /// so a folder must agree as well. Nothing where two episodes could be meant.
  std::optional<Found> find(std::string_view path, bool is_common_name) const;
  bool empty() const { return by_name_.empty() && by_audio_.empty(); }

 private:
  struct Address {
    std::string path;  ///< folded, without host
    std::size_t target = 0;
    std::string language;
  };
  std::map<std::string, std::vector<Address>> by_name_;       ///< by last part
  std::map<std::string, std::vector<std::size_t>> by_audio_;  ///< by bare stem: targets, unlike
};

/// The last part of a path, folded: what files are compared by.
std::string folded_file_name(std::string_view path);

}  // namespace earshot::library
