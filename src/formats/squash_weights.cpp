#include "formats/squash_weights.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace earshot::formats {
namespace {

struct Weight {
  Clue clue;
  std::int16_t hundredths;
};

constexpr Weight kWeights[] = {
#include "formats/squash_weights.inc"
};

constexpr std::size_t kTableSize = 4096;

constexpr std::array<std::int16_t, kTableSize> table() {
  std::array<std::int16_t, kTableSize> out = {};
  for (const Weight& weight : kWeights)
    out[weight.clue] = weight.hundredths;
  return out;
}

constexpr std::array<std::int16_t, kTableSize> kTable = table();

/// 1000 / (1 + e^-x) for x = 0, 0.5, 1, ... 7.
constexpr std::array<int, 15> kChances = {500, 622, 731, 818, 881, 924, 953, 971,
                                          982, 989, 993, 996, 998, 998, 999};
constexpr int kStep = 50;

}  // namespace

int weight_of(Clue clue) {
  return clue < kTableSize ? kTable[clue] : 0;
}

Clue fitted_clue_count() {
  return kWeights[std::size(kWeights) - 1].clue;
}

int chance_of(int weight) {
  const int size =
      std::min(weight < 0 ? -weight : weight, kStep * (static_cast<int>(kChances.size()) - 1) - 1);
  const auto at = static_cast<std::size_t>(size / kStep);
  const int chance = kChances[at] + (kChances[at + 1] - kChances[at]) * (size % kStep) / kStep;
  return weight < 0 ? 1000 - chance : chance;
}

}  // namespace earshot::formats
