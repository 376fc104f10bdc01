#include "library/likeness.h"

#include <algorithm>
#include <cstdlib>

#include "text/encoding.h"
#include "text/words.h"

namespace earshot::library {

LongWords::LongWords(std::string_view text) {
  if (text.size() > kMaxBytes) text = text.substr(0, text::floor_to_character(text, kMaxBytes));
  class Sink final : public text::WordSink {
   public:
    Sink(std::string_view text, std::unordered_set<std::string>& words)
        : text_(text), words_(words) {}
    void word(text::Word word_in_text) override {
      if (word_in_text.size() < kMinWordBytes) return;
      folded_.clear();
      text::fold_word(slice(text_, word_in_text), folded_);
      if (folded_.size() >= kMinWordBytes) words_.insert(folded_);
    }

   private:
    std::string_view text_;
    std::unordered_set<std::string>& words_;
    std::string folded_;
  };
  Sink sink(text, words_);
  text::for_each_word(text, sink, text::WordCut::Uax29);
}

std::size_t LongWords::in_common(const LongWords& other) const {
  std::size_t count = 0;
  for (const std::string& word : words_) {
    if (other.words_.contains(word)) ++count;
  }
  return count;
}

bool lengths_contradict(Millis a, Millis b) {
  constexpr Millis kTrailer = 120'000;
  return a > 0 && b > 0 && std::abs(a - b) > std::max(kTrailer, std::max(a, b) / 4);
}

bool are_alike(const LongWords& notes, const LongWords& transcript, bool is_same_duration) {
  const std::size_t common = notes.in_common(transcript);
  if (is_same_duration) return common >= 3 && common * 3 >= notes.size();
  return common >= 8 && common * 10 >= notes.size() * 7;
}

}  // namespace earshot::library
