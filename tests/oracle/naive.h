#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/range.h"
#include "search/index.h"
#include "search/query.h"
#include "text/words.h"

/// Search without an index: reads every word of every passage for every query. Slow, and meant to
/// be plainly right. Only how texts are cut into passages is taken from the index; unit tests hold
/// that against its own rules.
namespace earshot::oracle {

struct NaiveDocument {
  search::Field field = search::Field::Transcript;
  std::vector<std::string> terms;  // the folded words in order
};

struct NaivePassage {
  std::uint32_t index = 0;
  std::uint32_t passage = 0;
  std::size_t document = 0;  // in Naive::documents
  std::size_t first = 0;     // its words: terms [first, end) of the document
  std::size_t end = 0;
};

/// A matching passage and its score.
struct NaiveHit {
  double score = 0;
};
/// By index and passage.
using NaiveHits = std::map<std::pair<std::uint32_t, std::uint32_t>, NaiveHit>;

class Naive {
 public:
  /// `document` is a number of `index`, which is the `index_number`th that is searched.
  void add(std::uint32_t index_number, const search::Index& index, std::uint32_t document,
           std::string_view text) {
    NaiveDocument naive;
    naive.field = index.field(document);
    std::vector<Range> words_in_text;
    for (const text::Word word : text::words(text)) {
      std::string term = text::folded(slice(text, word));
      if (term.empty()) continue;
      naive.terms.push_back(std::move(term));
      words_in_text.push_back(word);
    }
    const std::uint32_t first = index.first_passage(document);
    for (std::uint32_t p = first; p < first + index.passage_count(document); ++p) {
      const Range range_in_text = index.passage(p).range_in_text;
      NaivePassage passage = {index_number, p, documents_.size(), 0, 0};
      while (passage.first < words_in_text.size() &&
             words_in_text[passage.first].begin < range_in_text.begin) {
        ++passage.first;
      }
      passage.end = passage.first;
      while (passage.end < words_in_text.size() &&
             words_in_text[passage.end].begin < range_in_text.end) {
        ++passage.end;
      }
      total_words_ += passage.end - passage.first;
      passages_.push_back(passage);
    }
    documents_.push_back(std::move(naive));
  }

  NaiveHits search(const search::Query& query) const {
    // One by one: the words that count for the score.
    struct Term {
      std::string text;
      bool is_prefix = false;
      double idf = 0;
    };
    std::vector<Term> terms;
    for (const search::Clause& clause : query.clauses) {
      if (clause.negated) continue;
      for (std::size_t i = 0; i < clause.terms.size(); ++i) {
        terms.push_back({clause.terms[i], is_prefix(clause, i)});
      }
    }
    for (Term& term : terms) {
      double with_term = 0;
      for (const NaivePassage& passage : passages_) {
        if (count(passage, term.text, term.is_prefix) > 0) ++with_term;
      }
      const auto all = static_cast<double>(passages_.size());
      term.idf = std::log(1 + (all - with_term + 0.5) / (with_term + 0.5));
    }
    NaiveHits hits;
    const double mean = static_cast<double>(total_words_) / static_cast<double>(passages_.size());
    for (const NaivePassage& passage : passages_) {
      bool is_hit = !query.empty();
      for (const search::Clause& clause : query.clauses) {
        is_hit = is_hit && matches(passage, clause) != clause.negated;
      }
      if (!is_hit) continue;
      double score = 0;
      for (const Term& term : terms) {
        const double tf = count(passage, term.text, term.is_prefix);
        const auto length = static_cast<double>(passage.end - passage.first);
        score += term.idf * tf * 2.2 / (tf + 1.2 * (1 - 0.75 + 0.75 * length / mean));
      }
      score *= weight(documents_[passage.document].field);
      hits[{passage.index, passage.passage}] = {score};
    }
    return hits;
  }

  const std::vector<NaiveDocument>& documents() const { return documents_; }
  const std::vector<NaivePassage>& passages() const { return passages_; }

 private:
  static bool is_prefix(const search::Clause& clause, std::size_t term) {
    if (clause.kind == search::Clause::Kind::Prefix) return true;
    return clause.kind == search::Clause::Kind::Phrase && clause.last_is_prefix &&
           term + 1 == clause.terms.size();
  }

  static bool equals(const std::string& word, const std::string& term, bool is_prefix) {
    return is_prefix ? word.starts_with(term) : word == term;
  }

  int count(const NaivePassage& passage, const std::string& term, bool is_prefix) const {
    int found = 0;
    const auto& words = documents_[passage.document].terms;
    for (std::size_t i = passage.first; i < passage.end; ++i) {
      if (equals(words[i], term, is_prefix)) ++found;
    }
    return found;
  }

  bool matches(const NaivePassage& passage, const search::Clause& clause) const {
    const auto& words = documents_[passage.document].terms;
    for (std::size_t i = passage.first; i < passage.end; ++i) {
      bool all = i + clause.terms.size() <= words.size();
      for (std::size_t k = 0; all && k < clause.terms.size(); ++k) {
        all = equals(words[i + k], clause.terms[k], is_prefix(clause, k));
      }
      if (all) return true;
    }
    return false;
  }

  static double weight(search::Field field) {
    switch (field) {
      case search::Field::Title:
        return 4;
      case search::Field::Chapter:
        return 2;
      case search::Field::Notes:
        return 1.5;
      case search::Field::Transcript:
        break;
    }
    return 1;
  }

  std::vector<NaiveDocument> documents_;
  std::vector<NaivePassage> passages_;
  std::size_t total_words_ = 0;
};

}  // namespace earshot::oracle
