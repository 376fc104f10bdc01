#include "formats/squash_clues.h"

#include <algorithm>
#include <array>

#include "formats/squash_words.h"
#include "text/scanner.h"

// A clue is a fact about a border: what stands on both sides, what the rest of the text does in
// such places, what was decided just before. Each has a weight (squash_weights.inc), and a border's
// weights are added up: logistic regression. Clues name kinds, never words, so that what was
// learned from one show's notes holds for another's.

namespace earshot::formats {
namespace {

/// Longer runs of touching words are no text, and looking names up in them would cost.
constexpr std::uint32_t kLongestToken = 160;

// clang-format off: it moves these lists on with every run
#define EARSHOT_SIDES(X) \
  X(Edge) X(Small) X(Joining) X(Capital) X(Opening) X(Heading) X(Upper) X(Single) X(Letters) \
  X(Number) X(Time) X(BracketTime) X(Address) X(Stop) X(StopAfterOne) X(Ask) X(Colon) X(Comma) \
  X(Open) X(Close) X(LinkClose) X(QuoteOpen) X(QuoteClose) X(MarkOpen) X(MarkClose) X(Drawn) \
  X(Typed) X(Hashes) X(Numbering) X(Ellipsis) X(Handle) X(Emoji) X(Sign) X(Label)
#define EARSHOT_FACTS(X) \
  X(Name) X(BehindName) X(SeenWhole) X(SeenOften) X(LeftOne) X(LeftTwo) X(LeftThree) \
  X(RightOne) X(RightTwo) X(LeftSeen) X(RightSeen) X(BothSeen) X(PairSeen) X(PairOnly) \
  X(Listed) X(LeftBeginsToken) X(SignOnce) X(SignTwice) X(SignFew) X(SignMany) X(SignTouches) \
  X(SignMostlyTouches) X(SignIsMain) X(SignBehindColon) X(SignBehindTime) X(SignBeforeTime) \
  X(NoChain) X(ShortChain) X(LongChain) X(HeadTime) X(TailTime) X(UnknownTime) X(FewTimes) \
  X(BehindHeadTime) X(BehindTailTime) X(BehindUnknownTime) X(Enclosed) X(Quoted) X(Marked) \
  X(TitleBeforeOne) X(TitleBeforeMany) X(TitleBehindOne) X(TitleBehindMany) X(NextSmall) \
  X(NextJoining) X(NextEnds) X(LabelSoon) X(SignedText) X(NumberedText) X(TimedText) \
  X(HashedText) X(SinceOne) X(SinceTwo) X(SinceFew) X(SinceSome) X(SinceMany) X(SinceLots) \
  X(SinceEndless) X(AsLast)
// clang-format on

#define EARSHOT_ENUM(name) name,
#define EARSHOT_NAME(name) #name,
enum class Side : std::uint8_t { EARSHOT_SIDES(EARSHOT_ENUM) Count };
enum class Fact : std::uint8_t { EARSHOT_FACTS(EARSHOT_ENUM) Count };
constexpr Clue kSides = static_cast<Clue>(Side::Count);
constexpr Clue kFacts = static_cast<Clue>(Fact::Count);
constexpr std::array<const char*, kSides> kSideNames = {EARSHOT_SIDES(EARSHOT_NAME)};
constexpr std::array<const char*, kFacts> kFactNames = {EARSHOT_FACTS(EARSHOT_NAME)};

// Most clues count apart for words that touch and words with space between, and by how much of the
// text touches: where much does, a space is no border.
constexpr Clue kGlueLevels = 3;
constexpr Clue kModes = 2 * kGlueLevels;
constexpr Clue kLeftBase = kModes;
constexpr Clue kRightBase = kLeftBase + kModes * kSides;
constexpr Clue kInnerLeftBase = kRightBase + kModes * kSides;
constexpr Clue kInnerRightBase = kInnerLeftBase + 2 * kSides;
constexpr Clue kFactBase = kInnerRightBase + 2 * kSides;
constexpr Clue kPairBase = kFactBase + kModes * kFacts;
constexpr Clue kClues = kPairBase + 2 * kSides * kSides;

bool is_word(AtomKind kind) {
  return kind == AtomKind::Small || kind == AtomKind::Capital || kind == AtomKind::Upper ||
         kind == AtomKind::Single || kind == AtomKind::Letters || kind == AtomKind::Number;
}
bool has_capital(AtomKind kind) {
  return kind == AtomKind::Capital || kind == AtomKind::Upper || kind == AtomKind::Single;
}
bool opens(AtomKind kind) {
  return kind == AtomKind::Open || kind == AtomKind::QuoteOpen || kind == AtomKind::MarkOpen;
}
bool closes(AtomKind kind) {
  return kind == AtomKind::Close || kind == AtomKind::LinkClose || kind == AtomKind::QuoteClose ||
         kind == AtomKind::MarkClose;
}
bool is_punctuation(AtomKind kind) {
  return kind == AtomKind::Stop || kind == AtomKind::Ask || kind == AtomKind::Colon ||
         kind == AtomKind::Comma || kind == AtomKind::Ellipsis;
}
bool is_time(AtomKind kind) {
  return kind == AtomKind::Time || kind == AtomKind::BracketTime;
}
bool heads_line(AtomKind kind) {
  return kind == AtomKind::Bullet || kind == AtomKind::Hashes || kind == AtomKind::Numbering;
}

/// The bullets of the keyboard come behind the drawn ones.
constexpr std::int32_t kFirstTypedSign = 20;

// clang-format off
Side side_of(const Atom& atom) {
#define EARSHOT_SAME(name) \
  case AtomKind::name:     \
    return Side::name;
  switch (atom.kind) {
    EARSHOT_SAME(Small) EARSHOT_SAME(Capital) EARSHOT_SAME(Upper) EARSHOT_SAME(Single)
    EARSHOT_SAME(Letters) EARSHOT_SAME(Number) EARSHOT_SAME(Time) EARSHOT_SAME(BracketTime)
    EARSHOT_SAME(Address) EARSHOT_SAME(Stop) EARSHOT_SAME(Ask) EARSHOT_SAME(Colon)
    EARSHOT_SAME(Comma) EARSHOT_SAME(Open) EARSHOT_SAME(Close) EARSHOT_SAME(LinkClose)
    EARSHOT_SAME(QuoteOpen) EARSHOT_SAME(QuoteClose) EARSHOT_SAME(MarkOpen)
    EARSHOT_SAME(MarkClose) EARSHOT_SAME(Hashes) EARSHOT_SAME(Numbering) EARSHOT_SAME(Ellipsis)
    EARSHOT_SAME(Handle) EARSHOT_SAME(Emoji)
    case AtomKind::Bullet:
      return atom.value < kFirstTypedSign ? Side::Drawn : Side::Typed;
    default:
      return Side::Sign;
  }
#undef EARSHOT_SAME
}
// clang-format on

}  // namespace

Clue clue_count() {
  return kClues;
}

std::string describe(Clue clue) {
  const auto mode = [](int number) {
    constexpr const char* kNames[kModes] = {
        "touching, alone: ",   "touching, few: ",    "touching, many: ",
        "apart, none touch: ", "apart, few touch: ", "apart, many touch: "};
    return std::string(kNames[number]);
  };
  const auto gap = [](int number) { return std::string(number == 0 ? "touching: " : "apart: "); };
  const auto side = [](int number) {
    return std::string(kSideNames[static_cast<std::size_t>(number)]);
  };
  if (clue < kLeftBase) return mode(clue) + "always";
  if (clue < kRightBase) {
    return mode((clue - kLeftBase) / kSides) + "behind " + side((clue - kLeftBase) % kSides);
  }
  if (clue < kInnerLeftBase) {
    return mode((clue - kRightBase) / kSides) + "before " + side((clue - kRightBase) % kSides);
  }
  if (clue < kInnerRightBase) {
    const int rest = clue - kInnerLeftBase;
    return gap(rest / kSides) + "behind marked " + side(rest % kSides);
  }
  if (clue < kFactBase) {
    const int rest = clue - kInnerRightBase;
    return gap(rest / kSides) + "before marked " + side(rest % kSides);
  }
  if (clue < kPairBase) {
    const int rest = clue - kFactBase;
    return mode(rest / kFacts) + kFactNames[static_cast<std::size_t>(rest % kFacts)];
  }
  const int rest = clue - kPairBase;
  return gap(rest / (kSides * kSides)) + side(rest / kSides % kSides) + " then " +
         side(rest % kSides);
}

class SquashClues::Writer {
 public:
  Writer(std::vector<Clue>& clues, bool is_touching, std::uint16_t glue)
      : clues_(clues),
        gap_(is_touching ? 0 : 1),
        mode_(static_cast<Clue>((is_touching ? 0 : kGlueLevels) + glue)) {
    clues_.clear();
    clues_.push_back(mode_);
  }
  void sides(std::uint8_t left, std::uint8_t right) {
    add(kLeftBase + mode_ * kSides + left);
    add(kRightBase + mode_ * kSides + right);
    add(kPairBase + (gap_ * kSides + left) * kSides + right);
  }
  void inner_left(Side side) { add(kInnerLeftBase + gap_ * kSides + static_cast<int>(side)); }
  void inner_right(Side side) { add(kInnerRightBase + gap_ * kSides + static_cast<int>(side)); }
  void fact(Fact fact) { add(kFactBase + mode_ * kFacts + static_cast<int>(fact)); }

 private:
  void add(int clue) { clues_.push_back(static_cast<Clue>(clue)); }

  std::vector<Clue>& clues_;
  int gap_;
  Clue mode_;
};

SquashClues::SquashClues(std::string_view text, const CamelWords& known)
    : text_(text), known_(known), atoms_(squash_atoms(text)) {
  survey_words();
  survey_signs();
  survey_numbering();
  survey_times();
  survey_glue();
}

bool SquashClues::is_border(std::size_t atom) const {
  if (atom == 0 || atom >= atoms_.size()) return false;
  const Atom& right = atoms_[atom];
  const AtomKind left = atoms_[atom - 1].kind;
  if (right.is_inner || right.gap == Gap::Line) return false;
  if (closes(right.kind) || is_punctuation(right.kind)) return false;
  if (right.kind == AtomKind::Joiner || right.kind == AtomKind::Dash) return false;
  return !opens(left) && !heads_line(left) && left != AtomKind::Handle &&
         left != AtomKind::Joiner && left != AtomKind::Dash;
}

CutState SquashClues::after_cut(std::size_t atom) const {
  return {.last_cut_word = words_before_[atom], .last_right = right_side(atom)};
}

// ---- the survey of the whole text ------------------------------------------------------------

void SquashClues::survey_words() {
  const auto count = static_cast<std::uint32_t>(atoms_.size());
  words_before_.resize(count);
  token_begin_.resize(count);
  token_end_.resize(count);
  std::uint32_t words = 0;
  for (std::uint32_t i = 0; i < count;) {
    std::uint32_t end = i + 1;
    if (is_word(atoms_[i].kind)) {
      while (end < count && is_word(atoms_[end].kind) && is_touching(end))
        ++end;
    }
    const std::string_view token =
        slice(text_, {atoms_[i].range_in_text.begin, atoms_[end - 1].range_in_text.end});
    if (is_word(atoms_[i].kind) && token.size() <= kLongestToken) ++tokens_[token];
    for (std::uint32_t k = i; k < end; ++k) {
      token_begin_[k] = i;
      token_end_[k] = end;
      if (is_word(atoms_[k].kind)) ++words_[text_of(atoms_[k])];
      if (k > i && token.size() <= kLongestToken) ++pairs_[pair_at(k)];
      words_before_[k] = words;
      if (is_word(atoms_[k].kind) && !atoms_[k].is_inner) ++words;
    }
    i = end;
  }
}

void SquashClues::survey_signs() {
  for (std::size_t i = 0; i < atoms_.size(); ++i) {
    const Atom& atom = atoms_[i];
    if (atom.kind == AtomKind::Hashes) ++hashes_;
    if (atom.kind != AtomKind::Bullet) continue;
    SignCount& sign = signs_[atom.value];
    ++sign.all;
    if (i > 0 && is_touching(i)) ++sign.glued;
  }
  std::uint32_t most = 2;
  for (std::int32_t i = 0; i < 64; ++i) {
    if (signs_[i].all <= most) continue;
    most = signs_[i].all;
    main_sign_ = i;
  }
}

/// A number that follows one less of the same style goes on its chain.
void SquashClues::survey_numbering() {
  chain_.assign(atoms_.size(), 0);
  std::unordered_map<std::int32_t, std::size_t> last;  // by value: where
  for (std::size_t i = 0; i < atoms_.size(); ++i) {
    const Atom& atom = atoms_[i];
    if (atom.kind != AtomKind::Numbering) continue;
    const auto before = last.find(atom.value - 1);
    chain_[i] = 1;
    if (before != last.end()) {
      chain_[i] = std::min<std::uint8_t>(3, static_cast<std::uint8_t>(chain_[before->second] + 1));
      chain_[before->second] = std::max(chain_[before->second], std::uint8_t{2});
    }
    if (chain_[i] >= 3) {
      ++numbers_;
      // Those before it are of the same chain.
      const auto two_before = last.find(atom.value - 2);
      if (before != last.end()) chain_[before->second] = 3;
      if (two_before != last.end()) chain_[two_before->second] = 3;
    }
    last[atom.value] = i;
  }
}

/// Whether times head lines or end them: by what they touch, and by where the text begins or ends
/// with one.
void SquashClues::survey_times() {
  int heads = 0;
  int tails = 0;
  for (std::size_t i = 0; i < atoms_.size(); ++i) {
    if (!is_time(atoms_[i].kind)) continue;
    ++times_;
    std::size_t first = i;
    while (first > 0 && opens(atoms_[first - 1].kind) && is_touching(first))
      --first;
    std::size_t behind = i + 1;
    while (behind < atoms_.size() && closes(atoms_[behind].kind) && is_touching(behind))
      ++behind;
    const bool touches_behind = behind < atoms_.size() && is_touching(behind);
    const bool touches_before =
        first > 0 && is_touching(first) && !heads_line(atoms_[first - 1].kind);
    // "Locks - 1:14Keys": a dash with space around, and a time that the next line touches.
    const bool behind_dash = first > 1 && touches_behind && !is_touching(first - 1);
    const bool behind_mark = first > 0 && heads_line(atoms_[first - 1].kind) && !behind_dash;
    const bool at_begin = first == 0 || atoms_[first].gap == Gap::Line;
    const bool at_end = behind == atoms_.size() || atoms_[behind].gap == Gap::Line;
    const bool before_mark = behind < atoms_.size() && heads_line(atoms_[behind].kind);
    if ((touches_before && !touches_behind) || at_begin || behind_mark) ++heads;
    if ((touches_behind && !touches_before) || at_end) ++tails;
    if (before_mark && main_sign_ < 0) ++heads;
    if (before_mark && main_sign_ >= 0 && is_touching(behind)) ++tails;
  }
  if (times_ < 2) return;
  time_style_ = heads > tails ? Times::Heads : tails > heads ? Times::Tails : Times::Unknown;
}

/// How much of the text touches that hardly belongs together.
void SquashClues::survey_glue() {
  std::uint32_t strong = 0;
  for (std::size_t i = 1; i < atoms_.size(); ++i) {
    if (!is_touching(i) || !is_border(i)) continue;
    const Atom& left = atoms_[i - 1];
    const Atom& right = atoms_[i];
    const bool is_long_capital = has_capital(right.kind) && right.range_in_text.size() >= 2;
    if (is_word(left.kind) && is_word(right.kind)) {
      const bool is_clear = left.kind == AtomKind::Small && left.range_in_text.size() >= 2 &&
                            is_long_capital && token_count(i) < 2 && !is_spanned_by_name(i);
      strong += is_clear ? 1 : 0;
    } else if (heads_line(right.kind)) {
      ++strong;
    } else if (is_long_capital || is_time(right.kind) || is_time(left.kind)) {
      ++strong;
    }
  }
  constexpr std::uint32_t kFewest = 3;
  constexpr std::size_t kBytesForEach = 500;
  const bool is_dense = strong >= kFewest && strong * kBytesForEach >= text_.size();
  glue_ = strong == 0 ? 0 : is_dense ? 2 : 1;
}

// ---- one border ------------------------------------------------------------------------------

bool SquashClues::is_name(std::uint32_t begin, std::uint32_t end) const {
  const std::string_view word = slice(text_, {begin, end});
  if (word.size() > kLongestCamelWord || word.size() < 3) return false;
  return is_common_camel_word(word) || (!known_.empty() && known_.contains(std::string(word)));
}

/// Whether a name with capitals inside goes across the border.
bool SquashClues::is_spanned_by_name(std::size_t atom) const {
  constexpr std::size_t kMostParts = 4;
  const std::size_t first =
      std::max<std::size_t>(token_begin_[atom], atom - std::min(atom, kMostParts));
  const std::size_t last = std::min<std::size_t>(token_end_[atom], atom + kMostParts);
  for (std::size_t begin = first; begin < atom; ++begin) {
    for (std::size_t end = atom; end < last; ++end) {
      if (is_name(atoms_[begin].range_in_text.begin, atoms_[end].range_in_text.end)) return true;
    }
  }
  return false;
}

/// Whether a name with capitals inside ends before the border.
bool SquashClues::is_behind_name(std::size_t atom) const {
  constexpr std::size_t kMostParts = 4;
  const std::size_t first =
      std::max<std::size_t>(token_begin_[atom], atom - std::min(atom, kMostParts));
  for (std::size_t begin = first; begin + 1 < atom; ++begin) {
    if (is_name(atoms_[begin].range_in_text.begin, atoms_[atom - 1].range_in_text.end)) return true;
  }
  return false;
}

/// How often the run of touching words round a border occurs.
std::uint32_t SquashClues::token_count(std::size_t atom) const {
  const std::string_view token = slice(text_, {atoms_[token_begin_[atom]].range_in_text.begin,
                                               atoms_[token_end_[atom] - 1].range_in_text.end});
  if (token.size() > kLongestToken) return 0;
  const auto found = tokens_.find(token);
  return found == tokens_.end() ? 0 : found->second;
}

/// The two touching words round a border.
std::string_view SquashClues::pair_at(std::size_t atom) const {
  return slice(text_, {atoms_[atom - 1].range_in_text.begin, atoms_[atom].range_in_text.end});
}

std::uint8_t SquashClues::left_side(std::size_t atom) const {
  if (atom == 0) return static_cast<std::uint8_t>(Side::Edge);
  const Atom& left = atoms_[atom - 1];
  Side side = side_of(left);
  if (side == Side::Small && is_joining_word(text_of(left))) side = Side::Joining;
  if (side == Side::Stop && atom >= 2) {
    const Atom& before = atoms_[atom - 2];
    const bool is_one = before.kind == AtomKind::Single || before.kind == AtomKind::Number ||
                        (before.kind == AtomKind::Small && before.range_in_text.size() == 1);
    if (is_one) side = Side::StopAfterOne;
  }
  return static_cast<std::uint8_t>(side);
}

bool SquashClues::has_label(std::size_t atom) const {
  constexpr std::size_t kMostWords = 3;
  for (std::size_t i = atom; i < atoms_.size() && i <= atom + kMostWords; ++i) {
    const Atom& here = atoms_[i];
    if (here.kind == AtomKind::Colon) return i > atom;
    if (!is_word(here.kind) || (i > atom && is_touching(i) && !here.is_inner)) return false;
  }
  return false;
}

std::uint8_t SquashClues::right_side(std::size_t atom) const {
  const Atom& right = atoms_[atom];
  Side side = side_of(right);
  if (side == Side::Small && is_joining_word(text_of(right))) side = Side::Joining;
  if (side == Side::Capital || side == Side::Single) {
    if (is_heading_word(text_of(right))) side = Side::Heading;
    if (is_opening_word(text_of(right))) side = Side::Opening;
  }
  if (side == Side::Capital && has_label(atom)) side = Side::Label;
  return static_cast<std::uint8_t>(side);
}

void SquashClues::clues_of(std::size_t atom, const CutState& state,
                           std::vector<Clue>& clues) const {
  Writer write(clues, is_touching(atom), glue_);
  write.sides(left_side(atom), right_side(atom));
  std::size_t inner = atom;
  while (inner + 1 < atoms_.size() && opens(atoms_[inner].kind) && inner < atom + 4)
    ++inner;
  if (inner > atom) write.inner_right(side_of(atoms_[inner]));
  std::size_t before = atom - 1;
  while (before > 0 && closes(atoms_[before].kind) && before + 4 > atom)
    --before;
  if (before + 1 < atom) write.inner_left(side_of(atoms_[before]));
  word_clues(atom, write);
  sign_clues(atom, write);
  time_clues(inner, write);
  phrase_clues(inner, write);
  text_clues(atom, write);
  running_clues(atom, state, write);
}

/// Whether this is a bare time that ends a line: "Locks 1:14Keys", in a text whose times do.
bool SquashClues::is_tail_time(std::size_t atom) const {
  if (time_style_ != Times::Tails || atom >= atoms_.size()) return false;
  if (atoms_[atom].kind != AtomKind::Time || is_touching(atom)) return false;
  return atom + 1 == atoms_.size() || atoms_[atom + 1].gap == Gap::Line || is_touching(atom + 1);
}

namespace {

bool is_going_on(char32_t code) {
  const bool opens_line = code == 0xA1 || code == 0xA7 || code == 0xAB || code == 0xBF;
  return (code >= 0x80 && code < 0xC0 && !opens_line) || (code >= 0x2010 && code <= 0x2017) ||
         code == 0x2019 || code == 0x201D || (code >= 0x20A0 && code < 0x20D0) || code == 0x2122;
}

/// Whether a sign that goes on what it touches stands at `at`: a dash, a degree, a currency.
bool goes_on(std::string_view text, std::size_t at) {
  return is_going_on(text::character_at(text, at).code);
}

/// Whether two such characters in a row end at `at`, as characters read in a wrong encoding have
/// them: no line ends inside.
bool ends_mojibake(std::string_view text, std::size_t at) {
  const text::Character last = text::character_before(text, at);
  if (!is_going_on(last.code)) return false;
  return text::character_before(text, at - last.bytes).code >= 0x80;
}

}  // namespace

SquashClues::Bounds SquashClues::bounds_of(std::size_t atom) const {
  constexpr int kSure = 950;
  const Atom& right = atoms_[atom];
  if (right.is_enclosed || right.is_quoted || right.is_marked) return {};
  if (is_tail_time(atom)) return {.least = 0, .most = 0};
  if (is_touching(atom) && (goes_on(text_, right.range_in_text.begin) ||
                            ends_mojibake(text_, right.range_in_text.begin))) {
    return {.least = 0, .most = 0};
  }
  if (right.kind == AtomKind::Bullet && is_tail_time(atom + 1)) return {.least = 0, .most = 0};
  if (is_touching(atom) && is_tail_time(atom - 1)) return {.least = kSure, .most = 1000};
  // "##" has no other use in notes, nor have round and square bullets.
  if (right.kind == AtomKind::Hashes && right.range_in_text.size() >= 2) {
    return {.least = kSure, .most = 1000};
  }
  if (right.kind != AtomKind::Bullet) return {};
  const std::string_view sign = text_of(right);
  constexpr std::string_view kOnlyBullets[] = {"•", "◦", "▪", "▫", "‣", "⁃",
                                               "●", "○", "■", "□", "➢", "➤"};
  const bool is_drawn = std::ranges::find(kOnlyBullets, sign) != std::end(kOnlyBullets);
  // A star between words, in a text with headings and more of them.
  const bool is_star = sign == "*" && hashes_ > 0 && signs_[right.value].all >= 3 &&
                       atoms_[atom - 1].kind != AtomKind::Number;
  return is_drawn || is_star ? Bounds{.least = kSure, .most = 1000} : Bounds{};
}

void SquashClues::word_clues(std::size_t atom, Writer& write) const {
  const Atom& left = atoms_[atom - 1];
  const Atom& right = atoms_[atom];
  if (!is_word(left.kind) || !is_word(right.kind)) return;
  if (is_touching(atom)) {
    if (is_spanned_by_name(atom)) write.fact(Fact::Name);
    if (is_behind_name(atom)) write.fact(Fact::BehindName);
    const std::uint32_t whole = token_count(atom);
    if (whole == 2) write.fact(Fact::SeenWhole);
    if (whole > 2) write.fact(Fact::SeenOften);
    const auto pair = pairs_.find(pair_at(atom));
    if (pair != pairs_.end() && pair->second >= 2) {
      // "RevenueCat" where no "Revenue" stands without "Cat".
      const bool is_only = words_.find(text_of(left))->second == pair->second ||
                           words_.find(text_of(right))->second == pair->second;
      write.fact(is_only ? Fact::PairOnly : Fact::PairSeen);
    }
    if (token_begin_[atom] + 1 == atom) write.fact(Fact::LeftBeginsToken);
    const std::size_t first = token_begin_[atom];
    const std::size_t end = token_end_[atom];
    const bool is_listed =
        first > 0 && atoms_[first - 1].kind == AtomKind::Comma && end < atoms_.size() &&
        (atoms_[end].kind == AtomKind::Comma || atoms_[end].kind == AtomKind::Close);
    if (is_listed) write.fact(Fact::Listed);
  }
  const auto bytes = left.range_in_text.size();
  if (bytes <= 1) write.fact(Fact::LeftOne);
  if (bytes == 2) write.fact(Fact::LeftTwo);
  if (bytes == 3) write.fact(Fact::LeftThree);
  if (right.range_in_text.size() <= 1) write.fact(Fact::RightOne);
  if (right.range_in_text.size() == 2) write.fact(Fact::RightTwo);
  const bool left_seen = is_touching(atom) && tokens_.contains(text_of(left));
  const bool right_seen = is_touching(atom) && tokens_.contains(text_of(right));
  if (left_seen) write.fact(Fact::LeftSeen);
  if (right_seen) write.fact(Fact::RightSeen);
  if (left_seen && right_seen) write.fact(Fact::BothSeen);
}

void SquashClues::sign_clues(std::size_t atom, Writer& write) const {
  const Atom& right = atoms_[atom];
  if (right.kind == AtomKind::Numbering) {
    write.fact(chain_[atom] >= 3   ? Fact::LongChain
               : chain_[atom] == 2 ? Fact::ShortChain
                                   : Fact::NoChain);
  }
  if (right.kind != AtomKind::Bullet) return;
  const SignCount& sign = signs_[right.value];
  write.fact(sign.all == 1   ? Fact::SignOnce
             : sign.all == 2 ? Fact::SignTwice
             : sign.all <= 4 ? Fact::SignFew
                             : Fact::SignMany);
  if (sign.glued > 0) write.fact(Fact::SignTouches);
  if (sign.glued * 2 > sign.all) write.fact(Fact::SignMostlyTouches);
  if (right.value == main_sign_) write.fact(Fact::SignIsMain);
  if (atoms_[atom - 1].kind == AtomKind::Colon) write.fact(Fact::SignBehindColon);
  std::size_t before = atom - 1;
  while (before > 0 && closes(atoms_[before].kind) && before + 4 > atom)
    --before;
  if (is_time(atoms_[before].kind)) write.fact(Fact::SignBehindTime);
  std::size_t behind = atom + 1;
  while (behind + 1 < atoms_.size() && opens(atoms_[behind].kind) && behind < atom + 4)
    ++behind;
  if (behind < atoms_.size() && is_time(atoms_[behind].kind)) write.fact(Fact::SignBeforeTime);
}

/// `atom` is the first behind opening marks.
void SquashClues::time_clues(std::size_t atom, Writer& write) const {
  const bool is_before = is_time(atoms_[atom].kind);
  std::size_t left = atom - 1;
  while (left > 0 && (closes(atoms_[left].kind) || opens(atoms_[left].kind)) && left + 6 > atom)
    --left;
  const bool is_behind = is_time(atoms_[left].kind);
  if (is_before) {
    write.fact(time_style_ == Times::Heads     ? Fact::HeadTime
               : time_style_ == Times::Tails   ? Fact::TailTime
               : time_style_ == Times::Unknown ? Fact::UnknownTime
                                               : Fact::FewTimes);
  }
  if (is_behind) {
    write.fact(time_style_ == Times::Heads   ? Fact::BehindHeadTime
               : time_style_ == Times::Tails ? Fact::BehindTailTime
                                             : Fact::BehindUnknownTime);
  }
}

/// `atom` is the first behind opening marks.
void SquashClues::phrase_clues(std::size_t atom, Writer& write) const {
  constexpr std::size_t kMost = 3;
  std::size_t behind = 0;
  for (std::size_t i = atom; i < atoms_.size() && behind < kMost; ++i, ++behind) {
    if (!has_capital(atoms_[i].kind) || (i > atom && is_touching(i))) break;
  }
  std::size_t before = 0;
  for (std::size_t i = atom; i-- > 0 && before < kMost; ++before) {
    if (!has_capital(atoms_[i].kind) || (i + 1 < atom && is_touching(i + 1))) break;
  }
  if (behind == 1) write.fact(Fact::TitleBehindOne);
  if (behind >= 2) write.fact(Fact::TitleBehindMany);
  if (before == 1) write.fact(Fact::TitleBeforeOne);
  if (before >= 2) write.fact(Fact::TitleBeforeMany);
  if (atom + 1 < atoms_.size() && is_word(atoms_[atom].kind)) {
    const Atom& next = atoms_[atom + 1];
    if (next.kind == AtomKind::Small && !is_touching(atom + 1)) {
      write.fact(is_joining_word(text_of(next)) ? Fact::NextJoining : Fact::NextSmall);
    }
    if (is_punctuation(next.kind) || closes(next.kind)) write.fact(Fact::NextEnds);
  }
  if (has_label(atom)) write.fact(Fact::LabelSoon);
}

void SquashClues::text_clues(std::size_t atom, Writer& write) const {
  const Atom& right = atoms_[atom];
  if (right.is_enclosed) write.fact(Fact::Enclosed);
  if (right.is_quoted) write.fact(Fact::Quoted);
  if (right.is_marked) write.fact(Fact::Marked);
  if (heads_line(right.kind)) return;
  if (main_sign_ >= 0) write.fact(Fact::SignedText);
  if (numbers_ > 0) write.fact(Fact::NumberedText);
  if (hashes_ > 0) write.fact(Fact::HashedText);
  constexpr std::uint32_t kFewestTimes = 3;
  if (times_ >= kFewestTimes && !is_time(right.kind)) write.fact(Fact::TimedText);
}

void SquashClues::running_clues(std::size_t atom, const CutState& state, Writer& write) const {
  const std::uint32_t since = words_before_[atom] - state.last_cut_word;
  write.fact(since <= 1    ? Fact::SinceOne
             : since == 2  ? Fact::SinceTwo
             : since <= 4  ? Fact::SinceFew
             : since <= 8  ? Fact::SinceSome
             : since <= 16 ? Fact::SinceMany
             : since <= 32 ? Fact::SinceLots
                           : Fact::SinceEndless);
  if (right_side(atom) == state.last_right) write.fact(Fact::AsLast);
}

}  // namespace earshot::formats
