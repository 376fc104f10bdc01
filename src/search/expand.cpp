#include "search/expand.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/budget.h"
#include "search/fuzzy.h"
#include "search/index_access.h"
#include "text/characters.h"
#include "text/scanner.h"
#include "text/stems.h"

namespace earshot::search {
namespace {

/// A stem of fewer bytes says too little.
constexpr std::size_t kMinStem = 3;
/// Endings are no longer than this.
constexpr std::size_t kMaxEnding = 7;
/// A word in so few passages may be a slip itself ...
constexpr std::uint64_t kRare = 2;
/// ... of one that is so many times as common.
constexpr std::uint64_t kMuchCommoner = 25;
/// Terms looked at for the slips of one word in all indexes.
constexpr std::uint64_t kTypoSteps = 200'000;

bool has_letters_only(std::string_view word) {
  return std::ranges::all_of(word, [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || text::is_letter(c) || c == '\'';
  });
}

class Expansion {
 public:
  Expansion(std::span<const Index* const> indexes, const Documents* documents)
      : indexes_(indexes), languages_(languages_of(documents)) {}

  void expand(Node& node, Query& query) {
    if (node.kind == Node::Kind::Not) return;
    for (Node& child : node.children)
      expand(child, query);
    if (node.kind != Node::Kind::Words || node.slots.size() != 1) return;
    Slot& slot = node.slots.front();
    const bool takes_forms = slot.kind == Slot::Kind::Forms || slot.kind == Slot::Kind::Open;
    slot.also.clear();
    if (!takes_forms || !has_letters_only(slot.text) || text::is_single_character_word(slot.text)) {
      return;
    }
    add_forms(slot);
    add_typos(node, query);
    std::ranges::sort(slot.also, {}, &OtherForm::term);
  }

 private:
  std::uint32_t languages_of(const Documents* documents) const {
    std::uint32_t languages = 0;
    for (std::uint32_t i = 0; documents != nullptr && i < indexes_.size(); ++i) {
      for (std::uint32_t d = 0; d < indexes_[i]->document_count(); ++d) {
        const std::uint32_t document = IndexAccess::document(*indexes_[i], d).document;
        languages |= text::stem_language(documents->facts(i, document).language);
      }
    }
    return documents == nullptr ? text::stem_language("") : languages;
  }

  void add_forms(Slot& slot) {
    std::map<std::string, std::uint32_t, std::less<>> forms;  // with their languages
    for (std::uint32_t language = 1; language != 0 && language <= languages_; language <<= 1) {
      if ((languages_ & language) == 0) continue;
      const std::string stem = stemmer_.stem(language, slot.text);
      if (stem.size() < kMinStem) continue;
      walk_forms(slot.text, stem, stem, language, forms);
      // "studi" is the stem of "study".
      if (stem.ends_with('i')) {
        walk_forms(slot.text, stem, stem.substr(0, stem.size() - 1) + 'y', language, forms);
      }
    }
    for (const auto& [term, languages] : forms) {
      if (slot.also.size() == kMaxForms) return;
      slot.also.push_back({term, OtherForm::Kind::Stem, languages});
    }
  }

  void walk_forms(std::string_view word, const std::string& stem, const std::string& beginning,
                  std::uint32_t language,
                  std::map<std::string, std::uint32_t, std::less<>>& forms) {
    for (const Index* const index : indexes_) {
      std::uint32_t seen = 0;
      for (DictionaryCursor term(*index, beginning);
           term.valid() && term.term().starts_with(beginning) && seen < kMaxFormCandidates;
           term.next(), ++seen) {
        if (term.term() == word || term.term().size() > stem.size() + kMaxEnding) continue;
        if (const auto known = forms.find(term.term()); known != forms.end()) {
          known->second |= language;
        } else if (stemmer_.stem(language, term.term()) == stem) {
          forms.emplace(std::string(term.term()), language);
        }
      }
    }
  }

  /// Passages with the word, or one of its forms.
  std::uint64_t passages_with(const Slot& slot) const {
    std::uint64_t passages = 0;
    for (const Index* const index : indexes_) {
      if (slot.kind == Slot::Kind::Open) {
        const DictionaryCursor term(*index, slot.text);
        // How many it is plays no part where a word is being typed.
        if (term.valid() && term.term().starts_with(slot.text)) return UINT64_MAX;
      } else {
        passages += IndexAccess::find_term(*index, slot.text).passages;
      }
      for (const OtherForm& other : slot.also)
        passages += IndexAccess::find_term(*index, other.term).passages;
    }
    return passages;
  }

  void add_typos(Node& node, Query& query) {
    Slot& slot = node.slots.front();
    const std::uint32_t edits = edits_for_length(slot.text);
    const std::uint64_t own = passages_with(slot);
    if (edits == 0 || own > kRare) return;
    struct Candidate {
      std::string term;
      std::uint32_t edits = 0;
      std::uint64_t passages = 0;
    };
    std::vector<Candidate> candidates;
    Budget budget(kTypoSteps);
    for (const Index* const index : indexes_) {
      for (SimilarTerm& similar : find_similar(*index, slot.text, edits, budget)) {
        if (similar.edits == 0) continue;
        const auto known = std::ranges::find(candidates, similar.term, &Candidate::term);
        if (known != candidates.end()) {
          known->passages += similar.info.passages;
        } else {
          candidates.push_back({std::move(similar.term), similar.edits, similar.info.passages});
        }
      }
    }
    if (own > 0) {
      std::erase_if(candidates, [&](const Candidate& candidate) {
        return candidate.edits > 1 || candidate.passages < own * kMuchCommoner;
      });
    }
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
      if (a.edits != b.edits) return a.edits < b.edits;
      return a.passages != b.passages ? a.passages > b.passages : a.term < b.term;
    });
    if (candidates.size() > kMaxTypos) candidates.resize(kMaxTypos);
    if (candidates.empty()) return;
    Correction correction{node.range_in_query, slot.text, {}};
    for (Candidate& candidate : candidates) {
      if (correction.meant.size() < kMaxMeant) correction.meant.push_back(candidate.term);
      const auto known = std::ranges::find(slot.also, candidate.term, &OtherForm::term);
      if (known == slot.also.end()) {
        slot.also.push_back({std::move(candidate.term), OtherForm::Kind::Typo, UINT32_MAX});
      }
    }
    query.corrections.push_back(std::move(correction));
  }

  std::span<const Index* const> indexes_;
  std::uint32_t languages_;
  text::Stemmer stemmer_;
};

}  // namespace

Query expand(std::span<const Index* const> indexes, Query query, const Documents* documents) {
  query.corrections.clear();
  Expansion(indexes, documents).expand(query.root, query);
  return query;
}

}  // namespace earshot::search
