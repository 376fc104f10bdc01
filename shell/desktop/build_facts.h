#pragma once

#include <cstddef>
#include <span>

#include "app/app.h"

namespace earshot::shell {

/// Version and licences, as the build put them into the program.
app::BuildFacts build_facts();

/// The demo show's pack; empty where the build made none.
std::span<const std::byte> demo_pack_bytes();

}  // namespace earshot::shell
