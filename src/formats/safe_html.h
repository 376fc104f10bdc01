#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::formats {

/// Writes pieces of raw HTML so that nothing in them can run, load or leave its place.
///
/// Elements and attributes that are not on a list are dropped, scripts and the like with what is in
/// them; comments go. What a piece leaves open stays open for the next piece, and is closed by
/// `close_to`: the whole is well formed however the pieces were cut. Linear.
class SafeHtml {
 public:
  void write(std::string_view raw, std::string& out);

  /// Elements open now.
  std::size_t depth() const { return open_.size(); }
  /// Closes elements until `depth` are open.
  void close_to(std::size_t depth, std::string& out);
  /// From now on nothing that is written closes the elements below `depth`: they stand around
  /// something else that is open.
  void set_floor(std::size_t depth) { floor_ = depth; }
  /// Closes an open paragraph, as a block after it does.
  void end_paragraph(std::string& out);

 private:
  void write_tag(std::string_view tag, std::string& out);
  void close(std::string_view name, std::string& out);
  void close_implied(std::string_view name, std::string& out);
  void write_attributes(std::string_view attributes, std::string& out);

  std::vector<std::string_view> open_;  ///< names from the list of elements
  std::size_t floor_ = 0;               ///< elements below are not closed by what is written
};

}  // namespace earshot::formats
