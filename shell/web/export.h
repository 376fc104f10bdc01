#pragma once

/// Marks a function of the border to JavaScript; it is also listed in exports.txt.
#define EARSHOT_EXPORT extern "C" __attribute__((used, visibility("default")))
