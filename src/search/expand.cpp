#include "search/expand.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/budget.h"
#include "search/bits.h"
#include "search/counted.h"
#include "search/forms.h"
#include "search/fuzzy.h"
#include "search/index_access.h"
#include "text/stems.h"

namespace earshot::search {
namespace {

/// A word in so few passages may be a slip itself ...
constexpr std::uint64_t kRare = 2;
/// ... of one that is so many times as common.
constexpr std::uint64_t kMuchCommoner = 25;

/// Making one costs as much as three stems: it is kept.
text::Stemmer& shared_stemmer() {
  static thread_local text::Stemmer stemmer;
  return stemmer;
}

class Expansion {
 public:
  Expansion(std::span<const Index* const> indexes, const ExpandOptions& options)
      : indexes_(indexes), options_(options) {
    for (const Index* const index : indexes) {
      if (index->analyzer() == Analyzer::Shipped) languages_ |= index->languages();
    }
  }

  void expand(Node& node, Query& query) {
    if (node.kind == Node::Kind::Not) return;
    for (Node& child : node.children)
      expand(child, query);
    if (node.kind != Node::Kind::Words || node.slots.size() != 1) return;
    Slot& slot = node.slots.front();
    const bool takes_forms = slot.kind == Slot::Kind::Forms || slot.kind == Slot::Kind::Open;
    slot.also.clear();
    slot.stems.clear();
    slot.known_in = 0;
    if (!takes_forms || !search::takes_forms(slot.text)) return;
    form_passages_ = 0;
    own_passages_.assign(indexes_.size(), kUnknown);
    slot.known = {};
    slot.known_passages_of_stem = 0;
    add_forms(slot, query);
    add_typos(node, query);
    if (!std::ranges::is_sorted(slot.also, {}, &OtherForm::term))
      std::ranges::sort(slot.also, {}, &OtherForm::term);
    if (!indexes_.empty()) slot.known_in = indexes_.front()->id();
  }

 private:
  void add_forms(Slot& slot, Query& query) {
    for_each_bit(languages_, [&](std::uint32_t bit) {
      const std::uint32_t language = 1U << bit;
      const std::string stem = stemmer_.stem(language, slot.text);
      if (stem.size() < kMinStem) return;
      slot.stems.push_back({language, forms_hash(language, stem)});
      for (std::size_t i = 0; i < indexes_.size(); ++i) {
        const Index& index = *indexes_[i];
        if ((index.languages() & language) == 0) continue;
        const Forms forms(index, slot.stems.back().hash);
        if (forms.size() > 0) {
          slot.also.reserve(std::min<std::size_t>(forms.size(), kMaxForms));
          if (i == 0 && index.has_one_language() && language == index.languages())
            slot.known_passages_of_stem = forms.passages();
          forms.for_each([&](std::string_view term, const TermInfo& info) {
            // A word that no text of this language has is no form of another one's.
            if (term == slot.text) {
              own_passages_[i] = counted_passages(index, info);
              if (i == 0) slot.known = info;
            } else {
              add_form(slot, term, i, info, counted_passages(index, info, language), language);
            }
          });
        } else if (own_passages(slot, i) == 0) {
          find_lone_form(i, slot, stem, language, query);
        }
      }
    });
    if (slot.also.size() > kMaxForms) {
      std::ranges::sort(slot.also, {}, &OtherForm::term);
      slot.also.resize(kMaxForms);
      query.limits |= limit_bit(Limit::Forms);
      slot.stems.clear();  // what is known of all of them is not true of these
    }
  }

  /// A word that is the only one of its stem is not listed (`is_lone_form`), and wanted only where
  /// the word that was asked for is not there.
  void find_lone_form(std::size_t index_number, Slot& slot, const std::string& stem,
                      std::uint32_t language, Query& query) {
    if (stem.size() < kMinLoneStem) return;
    const Index& index = *indexes_[index_number];
    std::string beginning = stem;
    for (const bool is_other : {false, true}) {
      if (is_other) {
        if (!beginning.ends_with('i')) return;
        beginning.back() = 'y';
      }
      std::uint32_t seen = 0;
      for (DictionaryCursor term(index, beginning);
           term.valid() && term.term().starts_with(beginning) && seen < kMaxFormsRead;
           term.next(), ++seen) {
        if (!search::takes_forms(term.term()) || stemmer_.stem(language, term.term()) != stem)
          continue;
        const std::uint32_t passages = counted_passages(index, term.info(), language);
        if (passages == 0) continue;
        if (term.term() != slot.text)
          add_form(slot, term.term(), index_number, term.info(), passages, language);
        return;
      }
      if (seen == kMaxFormsRead) query.limits |= limit_bit(Limit::Forms);
    }
  }

  /// A term that stands in `passages` passages of an index that count.
  void add_form(Slot& slot, std::string_view term, std::size_t index, const TermInfo& info,
                std::uint32_t passages, std::uint32_t language) {
    if (passages == 0) return;
    form_passages_ += passages;
    auto form = std::ranges::find(slot.also, term, &OtherForm::term);
    if (form != slot.also.end()) {
      form->languages |= language;
    } else {
      slot.also.push_back({std::string(term), OtherForm::Kind::Stem, language});
      form = slot.also.end() - 1;
    }
    if (index == 0) form->known = info;
  }

  /// Passages of an index with the word itself, which is looked up once.
  std::uint32_t own_passages(Slot& slot, std::size_t index) {
    std::uint32_t& passages = own_passages_[index];
    if (passages == kUnknown) {
      const TermInfo info = IndexAccess::find_term(*indexes_[index], slot.text);
      if (index == 0) slot.known = info;
      passages = counted_passages(*indexes_[index], info);
    }
    return passages;
  }

  /// Passages with the word, and with its forms.
  std::uint64_t passages_with(Slot& slot) {
    std::uint64_t passages = form_passages_;
    for (std::size_t i = 0; i < indexes_.size(); ++i) {
      if (slot.kind == Slot::Kind::Open) {
        // How many it is plays no part where a word is being typed.
        for (DictionaryCursor term(*indexes_[i], slot.text);
             term.valid() && term.term().starts_with(slot.text); term.next()) {
          if (is_counted(*indexes_[i], term.info())) return UINT64_MAX;
        }
      } else {
        passages += own_passages(slot, i);
      }
    }
    return passages;
  }

  struct Candidate {
    std::string term;
    std::uint32_t edits = 0;
    std::uint64_t passages = 0;
    TermInfo known = {};  // in the first index
  };
  std::vector<Candidate> words_like(std::string_view word, std::uint32_t edits,
                                    Query& query) const {
    std::vector<Candidate> candidates;
    Budget budget(options_.slip_steps);
    for (const Index* const index : indexes_) {
      for (SimilarTerm& similar : find_similar(*index, word, edits, budget)) {
        const std::uint32_t passages = counted_passages(*index, similar.info);
        if (similar.edits == 0 || passages == 0) continue;
        const auto known = std::ranges::find(candidates, similar.term, &Candidate::term);
        if (known != candidates.end()) {
          known->passages += passages;
        } else {
          candidates.push_back({std::move(similar.term), similar.edits, passages,
                                index == indexes_.front() ? similar.info : TermInfo{}});
        }
      }
    }
    if (budget.exhausted()) query.limits |= limit_bit(Limit::Slips);
    return candidates;
  }

  void add_typos(Node& node, Query& query) {
    Slot& slot = node.slots.front();
    if (form_passages_ > kRare) return;
    const std::uint32_t edits = edits_for_length(slot.text);
    const std::uint64_t own = edits == 0 ? 0 : passages_with(slot);
    if (edits == 0 || own > kRare) return;
    // Two slips are looked for where one explains nothing: ten times as many words are that near,
    // and hardly one of them is meant.
    std::vector<Candidate> candidates = words_like(slot.text, 1, query);
    if (candidates.empty() && own == 0 && edits > 1)
      candidates = words_like(slot.text, edits, query);
    if (own > 0) {
      std::erase_if(candidates, [&](const Candidate& candidate) {
        return candidate.passages < own * kMuchCommoner;
      });
    }
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
      if (a.edits != b.edits) return a.edits < b.edits;
      return a.passages != b.passages ? a.passages > b.passages : a.term < b.term;
    });
    if (candidates.size() > kMaxTypos) candidates.resize(kMaxTypos);
    if (candidates.empty()) return;
    Correction correction{node.range_in_query, slot.text, {}, own > 0};
    for (Candidate& candidate : candidates) {
      if (correction.meant.size() < kMaxMeant) correction.meant.push_back(candidate.term);
      const auto known = std::ranges::find(slot.also, candidate.term, &OtherForm::term);
      if (known == slot.also.end()) {
        slot.also.push_back(
            {std::move(candidate.term), OtherForm::Kind::Typo, UINT32_MAX, candidate.known});
      }
    }
    query.corrections.push_back(std::move(correction));
  }

  static constexpr std::uint32_t kUnknown = UINT32_MAX;

  std::span<const Index* const> indexes_;
  const ExpandOptions& options_;
  std::uint32_t languages_ = 0;
  std::vector<std::uint32_t> own_passages_;  // of the word that is being looked at, by index
  std::uint64_t form_passages_ = 0;  // of the word that is being looked at, for each form apart
  text::Stemmer& stemmer_ = shared_stemmer();
};

}  // namespace

Query expand(std::span<const Index* const> indexes, Query query, const ExpandOptions& options) {
  query.corrections.clear();
  query.limits = 0;
  Expansion(indexes, options).expand(query.root, query);
  return query;
}

}  // namespace earshot::search
