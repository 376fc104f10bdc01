#include "formats/xml_root.h"

#include "formats/xml_scanner.h"
#include "text/scanner.h"

namespace earshot::formats {

std::string_view xml_root_name(std::string_view source) {
  // What may stand before the root (comments, a document type) is shorter than this.
  constexpr std::size_t kLookAtBytes = 64 * 1024;
  source = source.substr(0, kLookAtBytes);
  if (!text::trimmed(source).starts_with('<')) return {};
  XmlScanner scanner(source);
  for (XmlToken token = scanner.next(); token.kind != XmlTokenKind::End; token = scanner.next()) {
    const bool is_blank =
        token.kind == XmlTokenKind::Text && text::is_blank(slice(source, token.content_in_source));
    if (is_blank || token.kind == XmlTokenKind::Other) continue;
    if (token.kind != XmlTokenKind::Open) return {};
    return xml_local_name(slice(source, token.name_in_source));
  }
  return {};
}

}  // namespace earshot::formats
