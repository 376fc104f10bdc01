#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace earshot::shell {

/// A PNG of opaque pixels: RGBA rows from the top, stored without compression (for screenshots; no
/// library needed).
std::vector<std::uint8_t> write_png(std::span<const std::uint8_t> rgba, std::uint32_t width,
                                    std::uint32_t height);

}  // namespace earshot::shell
