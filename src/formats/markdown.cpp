#include "formats/markdown.h"

#include "formats/front_matter.h"
#include "formats/outline.h"

namespace earshot::formats {
bool has_front_matter(std::string_view) {
  return false;
}
void read_markdown(std::string_view name, std::string_view source, model::ParsedFile& file,
                   SourceMap& map) {
  read_outline(name, source, file, map);
}
}  // namespace earshot::formats
