#include "text/language_tag.h"

#include <algorithm>
#include <cstddef>

#include "text/scanner.h"

namespace earshot::text {
namespace {

// ISO 639-2, the codes for terminology and those of libraries, each with ISO 639-1's behind it.
constexpr std::string_view kShortCodes =
    "aaraa abkab afraf akaak albsq amham araar argan armhy asmas avaav aveae aymay azeaz "
    "bakba bambm baqeu belbe benbn bihbh bisbi bodbo bosbs brebr bulbg burmy catca cescs "
    "chach chece chizh chucu chvcv corkw cosco crecr cymcy czecs danda deude divdv dutnl "
    "dzodz ellel engen epoeo estet euseu eweee faofo fasfa fijfj finfi frafr frefr fryfy "
    "fulff geoka gerde glagd glega glggl glvgv greel grngn gujgu hatht hauha hebhe herhz "
    "hinhi hmoho hrvhr hunhu hyehy iboig iceis idoio iiiii ikuiu ileie inaia indid ipkik "
    "islis itait javjv jpnja kalkl kankn kasks katka kaukr kazkk khmkm kikki kinrw kirky "
    "komkv konkg korko kuakj kurku laolo latla lavlv limli linln litlt ltzlb lublu luglg "
    "macmk mahmh malml maomi marmr mayms mkdmk mlgmg mltmt monmn mrimi msams myamy nauna "
    "navnv nblnr ndend ndong nepne nldnl nnonn nobnb norno nyany ocioc ojioj orior ormom "
    "ossos panpa perfa plipi polpl porpt pusps quequ rohrm ronro rumro runrn rusru sagsg "
    "sansa sinsi slksk slosk slvsl smese smosm snasn sndsd somso sotst spaes sqisq srdsc "
    "srpsr sswss sunsu swasw swesv tahty tamta tattt telte tgktg tgltl thath tibbo tirti "
    "tonto tsntn tsots tuktk turtr twitw uigug ukruk urdur uzbuz venve vievi volvo welcy "
    "wlnwa wolwo xhoxh yidyi yoryo zhaza zhozh zulzu ";

constexpr std::size_t kLong = 3;  // letters of a code
constexpr std::size_t kEntry = 6;

/// The code of two letters; empty where there is none.
std::string_view short_code(std::string_view code) {
  if (code.size() != kLong) return {};
  for (std::size_t at = 0; at < kShortCodes.size(); at += kEntry) {
    if (equal_no_case(code, kShortCodes.substr(at, kLong)))
      return kShortCodes.substr(at + kLong, 2);
  }
  return {};
}

}  // namespace

std::string language_tag(std::string_view tag) {
  const std::string_view code = tag.substr(0, tag.find_first_of("-_"));
  std::string out(tag);
  if (code.size() < 2 || code.size() > kLong || !std::ranges::all_of(code, is_letter)) return out;
  std::ranges::replace(out, '_', '-');
  if (const std::string_view known = short_code(code); !known.empty())
    out.replace(0, code.size(), known);
  return out;
}

}  // namespace earshot::text
