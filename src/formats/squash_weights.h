#pragma once

#include "formats/squash_clues.h"

namespace earshot::formats {

/// What a clue says for a line's end (above 0) or against it, in hundredths of a logit.
int weight_of(Clue clue);

/// How many clues there were when the weights were learned; others have none.
Clue fitted_clue_count();

/// The chance that belongs to a sum of weights, in thousandths. Whole numbers, so that every
/// machine cuts alike.
int chance_of(int weight);

}  // namespace earshot::formats
