// Words of one stem.
//
// The stems of all terms are cut once, when the index is made: at query time one stem and one
// look-up give all forms of a word. Forms lie near one another in the dictionary, so a group's
// terms are gaps of a byte or two. With each group goes the number of passages that hold any of its
// words: without it, that would be found only by reading all their postings.

#include "search/forms.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "base/hash.h"
#include "search/bits.h"
#include "search/expand.h"
#include "search/packing.h"
#include "text/characters.h"
#include "text/scanner.h"
#include "text/stems.h"

namespace earshot::search {

using format::FormsRecord;

bool takes_forms(std::string_view term) {
  return std::ranges::all_of(term,
                             [](char c) {
                               return static_cast<unsigned char>(c) >= 0x80 || text::is_letter(c) ||
                                      c == '\'';
                             }) &&
         !text::is_single_character_word(term);
}

bool is_lone_form(std::string_view term, std::string_view stem) {
  if (stem.size() < kMinLoneStem) return false;
  if (term.starts_with(stem)) return true;
  return stem.ends_with('i') && term.starts_with(stem.substr(0, stem.size() - 1)) &&
         term.substr(stem.size() - 1).starts_with('y');
}

std::uint64_t forms_hash(std::uint32_t language, std::string_view stem) {
  return checksum(std::as_bytes(std::span(stem))) ^
         std::rotl(std::uint64_t{language} * 0x9E3779B97F4A7C15U, 17);
}

Forms::Forms(const Index& index, std::uint64_t hash) : index_(&index) {
  const auto section = IndexAccess::forms(index);
  const std::size_t count = IndexAccess::form_count(index);
  if (!IndexAccess::need(index, section)) return;
  // Hashes are spread evenly: it is looked for from where it would stand then.
  const auto is_before = [&](std::size_t at) {
    return format::record<FormsRecord>(section, at).hash < hash;
  };
  std::size_t low = static_cast<std::size_t>((hash >> 32) * std::uint64_t{count} >> 32);
  std::size_t high = low;
  if (low < count && is_before(low)) {
    for (std::size_t step = 1; high < count && is_before(high); step *= 2) {
      low = high + 1;
      high = std::min(high + step, count);
    }
  } else {
    for (std::size_t step = 1; low > 0; step *= 2) {
      low -= std::min(step, low);
      if (is_before(low)) break;
      high = low;
    }
  }
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (is_before(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == count) return;
  const auto found = format::record<FormsRecord>(section, low);
  if (found.hash != hash) return;
  members_at_ = count * sizeof(FormsRecord) + found.members;
  if (!format::read_number(section, members_at_, size_)) size_ = 0;
  size_ = std::min(size_, kMaxFormsRead);
  passages_ = std::min(found.passages, index.passage_count());
}

void FormsWriter::plan(const TermTable& terms, std::span<const std::uint32_t> order,
                       std::uint32_t languages, std::uint32_t passages, bool counts_passages) {
  text::Stemmer stemmer;
  std::vector<Member> all;
  for_each_bit(languages, [&](std::uint32_t bit) {
    const std::uint32_t language = 1U << bit;
    for (std::uint32_t number = 0; number < order.size(); ++number) {
      const std::string_view term = terms.term(order[number]);
      if (term.size() < kMinStem || !takes_forms(term)) continue;
      const std::string stem = stemmer.stem(language, term);
      if (stem.size() < kMinStem) continue;
      all.push_back({forms_hash(language, stem), number, is_lone_form(term, stem)});
    }
  });
  std::ranges::sort(all, [](const Member& a, const Member& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.number < b.number;
  });
  if (counts_passages) {
    group_of_.assign(order.size(), UINT32_MAX);
    totals_.assign(passages, 0);
  }
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin + 1;
    while (end < all.size() && all[end].hash == all[begin].hash)
      ++end;
    const auto size = static_cast<std::uint32_t>(end - begin);
    if (size > 1 || !all[begin].is_lone) {
      // More words than a query takes along are not counted: the count would never be asked for.
      for (std::size_t i = begin; counts_passages && size <= kMaxForms && i < end; ++i)
        group_of_[all[i].number] = static_cast<std::uint32_t>(groups_.size());
      groups_.push_back({static_cast<std::uint32_t>(members_.size()), size, 0, {}});
      members_.insert(members_.end(), all.begin() + static_cast<std::ptrdiff_t>(begin),
                      all.begin() + static_cast<std::ptrdiff_t>(end));
    }
    begin = end;
  }
}

void FormsWriter::add(std::uint32_t number, const PostingsList& list, std::size_t begin,
                      std::vector<std::byte>& out) {
  if (number >= group_of_.size() || group_of_[number] == UINT32_MAX) return;
  Group& group = groups_[group_of_[number]];
  group.terms.push_back({list, begin});
  if (group.terms.size() == group.size) finish(group, out);
}

void FormsWriter::finish(Group& group, std::vector<std::byte>& out) {
  for (const Group::Term& term : group.terms) {
    for (std::size_t i = 0; i < term.list.passages.size(); ++i) {
      std::uint16_t& total = totals_[term.list.passages[i]];
      if (total == 0) ++group.passages;
      total = static_cast<std::uint16_t>(
          std::min<std::uint32_t>(UINT16_MAX, std::uint32_t{total} + term.list.counts[i]));
    }
  }
  for (const Group::Term& term : group.terms) {
    const PostingsList& list = term.list;
    for (std::size_t block = 0; block < list.passages.size() / format::kBlockPostings; ++block) {
      std::uint32_t most = 0;
      for (std::size_t i = 0; i < format::kBlockPostings; ++i) {
        const std::size_t at = block * format::kBlockPostings + i;
        most = std::max(most, std::uint32_t{totals_[list.passages[at]]} - list.counts[at]);
      }
      std::byte* const place = out.data() + term.begin + block * sizeof(format::SkipRecord);
      format::SkipRecord skip;
      std::memcpy(&skip, place, sizeof skip);
      skip.other_forms = std::min(most, format::kManyOtherForms) & 0xFFU;
      std::memcpy(place, &skip, sizeof skip);
    }
  }
  for (const Group::Term& term : group.terms) {
    for (const std::uint32_t passage : term.list.passages)
      totals_[passage] = 0;
  }
  group.terms = {};
}

std::vector<std::byte> FormsWriter::section() const {
  std::vector<std::byte> bytes(groups_.size() * sizeof(FormsRecord));
  const std::size_t members_begin = bytes.size();
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const Group& group = groups_[g];
    const auto own = std::span(members_).subspan(group.first, group.size);
    const FormsRecord record = {
        own.front().hash, static_cast<std::uint32_t>(bytes.size() - members_begin), group.passages};
    std::memcpy(bytes.data() + g * sizeof record, &record, sizeof record);
    write_number(group.size, bytes);
    std::uint32_t before = 0;
    for (const Member& member : own) {
      write_number(member.number - before, bytes);
      before = member.number;
    }
  }
  return bytes;
}

}  // namespace earshot::search
