#include "import/archive.h"

#include <unzip.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

#include "text/encoding.h"
#include "text/scanner.h"

// minizip reads the list and unpacks; the archive lies in memory, so that the same code runs in the
// browser, on the desktop and on the command line. Sizes are judged by the list before anything is
// unpacked, and minizip never gives out more than the list said.

namespace earshot::import {
namespace {

constexpr std::size_t kLongestName = 4'096;
constexpr std::uint64_t kMostTimesAFile = 8;
constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr unsigned kEncryptedFlag = 1;
constexpr unsigned kUtf8Flag = 1U << 11U;

/// 0x80 to 0xFF of code page 437, in which ZIP writes names that are not UTF-8.
constexpr std::array<char16_t, 128> kCodePage437 = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF,
    0x00EE, 0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9,
    0x00FF, 0x00D6, 0x00DC, 0x00A2, 0x00A3, 0x00A5, 0x20A7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA,
    0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x2310, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB,
    0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557,
    0x255D, 0x255C, 0x255B, 0x2510, 0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x255E, 0x255F,
    0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0x2567, 0x2568, 0x2564, 0x2565, 0x2559,
    0x2558, 0x2552, 0x2553, 0x256B, 0x256A, 0x2518, 0x250C, 0x2588, 0x2584, 0x258C, 0x2590, 0x2580,
    0x03B1, 0x00DF, 0x0393, 0x03C0, 0x03A3, 0x03C3, 0x00B5, 0x03C4, 0x03A6, 0x0398, 0x03A9, 0x03B4,
    0x221E, 0x03C6, 0x03B5, 0x2229, 0x2261, 0x00B1, 0x2265, 0x2264, 0x2320, 0x2321, 0x00F7, 0x2248,
    0x00B0, 0x2219, 0x00B7, 0x221A, 0x207F, 0x00B2, 0x25A0, 0x00A0};

std::string utf8_name(std::string_view name, unsigned long flags) {
  if ((flags & kUtf8Flag) != 0 || text::is_valid_utf8(name)) {
    if (text::is_valid_utf8(name)) return std::string(name);
  }
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    text::append_utf8(out, byte < 0x80 ? byte : kCodePage437[byte - 0x80U]);
  }
  return out;
}

/// The archive's bytes as minizip's file.
struct Memory {
  std::span<const std::byte> bytes;
  std::uint64_t position = 0;
};

voidpf open_memory(voidpf opaque, const void* /*name*/, int /*mode*/) {
  return opaque;
}

uLong read_memory(voidpf opaque, voidpf /*stream*/, void* to, uLong size) {
  auto& memory = *static_cast<Memory*>(opaque);
  const std::uint64_t left =
      memory.bytes.size() - std::min<std::uint64_t>(memory.position, memory.bytes.size());
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(size, left));
  if (count > 0)
    std::memcpy(to, memory.bytes.data() + static_cast<std::size_t>(memory.position), count);
  memory.position += count;
  return static_cast<uLong>(count);
}

uLong write_memory(voidpf /*opaque*/, voidpf /*stream*/, const void* /*from*/, uLong /*size*/) {
  return 0;
}

ZPOS64_T tell_memory(voidpf opaque, voidpf /*stream*/) {
  return static_cast<Memory*>(opaque)->position;
}

long seek_memory(voidpf opaque, voidpf /*stream*/, ZPOS64_T offset, int origin) {
  auto& memory = *static_cast<Memory*>(opaque);
  std::uint64_t base = 0;
  if (origin == SEEK_CUR) base = memory.position;
  if (origin == SEEK_END) base = memory.bytes.size();
  if (offset > memory.bytes.size() || base > memory.bytes.size() - offset) return -1;
  memory.position = base + offset;
  return 0;
}

int close_memory(voidpf /*opaque*/, voidpf /*stream*/) {
  return 0;
}

int error_of_memory(voidpf /*opaque*/, voidpf /*stream*/) {
  return 0;
}

std::unexpected<Error> fail(ErrorCode code, std::string detail) {
  return std::unexpected(Error{code, std::move(detail)});
}

std::string megabytes(std::uint64_t bytes) {
  return std::to_string(bytes >> 20U) + " MB";
}

bool bursts(std::uint64_t unpacked, std::uint64_t packed) {
  return unpacked > Archive::kHarmlessBytes && unpacked / Archive::kMaxRatio > packed;
}

}  // namespace

struct Archive::State {
  std::vector<std::byte> bytes;
  Memory memory;
  unzFile zip = nullptr;
  std::uint64_t max_file_bytes = 0;
  std::vector<ArchivedFile> files;
  std::vector<unz64_file_pos> places;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (zip != nullptr) unzClose(zip);
  }

  Result<void> list();
  Result<void> add_file(std::uint64_t& total);
};

Result<void> Archive::State::add_file(std::uint64_t& total) {
  unz_file_info64 info{};
  std::vector<char> name(kLongestName + 1);
  if (unzGetCurrentFileInfo64(zip, &info, name.data(), kLongestName, nullptr, 0, nullptr, 0) !=
      UNZ_OK) {
    return fail(ErrorCode::NotThisFormat, "The archive's list of files is damaged.");
  }
  total += info.uncompressed_size;
  const std::string path = utf8_name(name.data(), info.flag);
  if (path.ends_with('/') || path.ends_with('\\')) return {};
  ArchivedFile file;
  file.path = safe_path(path);
  file.size_bytes = info.uncompressed_size;
  std::string slashes = path;
  std::ranges::replace(slashes, '\\', '/');
  file.is_renamed = file.path != slashes;
  if (file.path.empty()) return {};
  if ((info.flag & kEncryptedFlag) != 0) {
    file.refusal = "It is encrypted; Earshot asks for no passwords.";
  } else if (info.compression_method != 0 && info.compression_method != Z_DEFLATED) {
    file.refusal = "It is packed by a method that is not read.";
  } else if (bursts(info.uncompressed_size, info.compressed_size)) {
    file.refusal = "It would unpack to " + megabytes(info.uncompressed_size) + ", more than " +
                   std::to_string(kMaxRatio) + " times its size.";
  } else if (info.uncompressed_size > max_file_bytes) {
    file.refusal = "It has " + megabytes(info.uncompressed_size) + "; at most " +
                   megabytes(max_file_bytes) + " are read.";
  }
  unz64_file_pos place{};
  if (unzGetFilePos64(zip, &place) != UNZ_OK) {
    return fail(ErrorCode::NotThisFormat, "The archive's list of files is damaged.");
  }
  files.push_back(std::move(file));
  places.push_back(place);
  return {};
}

Result<void> Archive::State::list() {
  memory.bytes = bytes;
  zlib_filefunc64_def functions{};
  functions.zopen64_file = open_memory;
  functions.zread_file = read_memory;
  functions.zwrite_file = write_memory;
  functions.ztell64_file = tell_memory;
  functions.zseek64_file = seek_memory;
  functions.zclose_file = close_memory;
  functions.zerror_file = error_of_memory;
  functions.opaque = &memory;
  zip = unzOpen2_64("", &functions);
  if (zip == nullptr) {
    return fail(ErrorCode::NotThisFormat, "It is no archive, or its end is missing.");
  }
  std::uint64_t total = 0;
  std::size_t count = 0;
  for (int step = unzGoToFirstFile(zip); step == UNZ_OK; step = unzGoToNextFile(zip)) {
    if (++count > kMaxFiles) {
      return fail(ErrorCode::TooLarge,
                  "The archive holds more than " + std::to_string(kMaxFiles) + " files.");
    }
    if (auto added = add_file(total); !added) return added;
  }
  // Files that share their packed bytes pass each for itself.
  if (bursts(total, bytes.size())) {
    return fail(ErrorCode::TooLarge, "The archive would unpack to " + megabytes(total) +
                                         ", more than " + std::to_string(kMaxRatio) +
                                         " times its size.");
  }
  if (total / kMostTimesAFile > max_file_bytes) {
    return fail(ErrorCode::TooLarge, "The archive would unpack to " + megabytes(total) +
                                         "; unpack it and import the folder.");
  }
  return {};
}

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

Result<Archive> Archive::open(std::vector<std::byte> bytes, std::uint64_t max_file_bytes) {
  auto state = std::make_unique<State>();
  state->bytes = std::move(bytes);
  state->max_file_bytes = max_file_bytes;
  if (auto listed = state->list(); !listed) return std::unexpected(listed.error());
  return Archive(std::move(state));
}

const std::vector<ArchivedFile>& Archive::files() const {
  return state_->files;
}

std::size_t Archive::bytes_held() const {
  return state_->bytes.size();
}

Result<std::vector<std::byte>> Archive::read(std::size_t number) const {
  State& state = *state_;
  const ArchivedFile& file = state.files[number];
  if (!file.refusal.empty()) return fail(ErrorCode::Damaged, file.refusal);
  if (unzGoToFilePos64(state.zip, &state.places[number]) != UNZ_OK ||
      unzOpenCurrentFile(state.zip) != UNZ_OK) {
    return fail(ErrorCode::Damaged, "Its place in the archive is damaged.");
  }
  std::vector<std::byte> out;
  // The size is as the list says: honest ones are read without moving.
  out.reserve(static_cast<std::size_t>(std::min(file.size_bytes, state.max_file_bytes)));
  std::array<std::byte, kChunkBytes> chunk{};
  int count = 0;
  while ((count = unzReadCurrentFile(state.zip, chunk.data(), kChunkBytes)) > 0) {
    if (out.size() + static_cast<std::size_t>(count) > state.max_file_bytes) {
      unzCloseCurrentFile(state.zip);
      return fail(ErrorCode::TooLarge, file.path);
    }
    out.insert(out.end(), chunk.begin(), chunk.begin() + count);
  }
  const int closed = unzCloseCurrentFile(state.zip);
  if (count < 0 || closed != UNZ_OK || out.size() != file.size_bytes) {
    return fail(ErrorCode::Damaged, "Its bytes in the archive are damaged.");
  }
  return out;
}

bool is_zip(std::span<const std::byte> bytes) {
  if (bytes.size() < 4 || bytes[0] != std::byte{'P'} || bytes[1] != std::byte{'K'}) return false;
  return (bytes[2] == std::byte{3} && bytes[3] == std::byte{4}) ||
         (bytes[2] == std::byte{5} && bytes[3] == std::byte{6});
}

std::string safe_path(std::string_view path) {
  std::string out;
  // A drive, "C:\notes.md": what names it is no folder.
  if (path.size() >= 2 && path[1] == ':' && text::is_letter(path[0])) path.remove_prefix(2);
  while (!path.empty()) {
    const std::size_t slash = path.find_first_of("/\\");
    // Without control characters first: what is left of "..\x01" leads out of the archive.
    std::string part;
    for (const char c : path.substr(0, slash)) {
      if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) part += c;
    }
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    if (part.empty() || part == "." || part == "..") continue;
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

}  // namespace earshot::import
