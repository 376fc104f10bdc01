#pragma once

#include <span>
#include <string_view>

/// Each command takes the words after its name and gives the exit code.
namespace earshot::cli {

int parse_command(std::span<const char* const> words);
int import_command(std::span<const char* const> words);
int search_command(std::span<const char* const> words);
int related_command(std::span<const char* const> words);
int export_command(std::span<const char* const> words);
int verify_command(std::span<const char* const> words);
int bench_command(std::span<const char* const> words);

/// The code for a call that was wrong, with the reason told.
int wrong_call(std::string_view command, std::string_view reason);

}  // namespace earshot::cli
