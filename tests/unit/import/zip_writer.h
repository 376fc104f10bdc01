#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::import {

/// Writes ZIP archives for tests, also ones that nobody should write.
class ZipWriter {
 public:
  struct Options {
    std::uint16_t flags = 0x800;  ///< names are UTF-8
    bool deflated = true;
    std::uint32_t crc_error = 0;
    std::int64_t claimed_size = -1;  ///< unpacked, in place of the true one
  };

  ZipWriter& add(std::string_view name, std::string_view content) {
    return add(name, content, Options{});
  }
  ZipWriter& add(std::string_view name, std::string_view content, const Options& options) {
    const std::string packed = options.deflated ? deflated(content) : std::string(content);
    const auto crc = static_cast<std::uint32_t>(crc32(
        0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
    const auto size = static_cast<std::uint32_t>(options.claimed_size >= 0
                                                     ? options.claimed_size
                                                     : static_cast<std::int64_t>(content.size()));
    std::string head;
    put16(head, 20);
    put16(head, options.flags);
    put16(head, options.deflated ? 8 : 0);
    put32(head, 0);
    put32(head, crc ^ options.crc_error);
    put32(head, static_cast<std::uint32_t>(packed.size()));
    put32(head, size);
    put16(head, static_cast<std::uint16_t>(name.size()));
    put16(head, 0);
    const auto offset = static_cast<std::uint32_t>(out_.size());
    out_ += "PK\x03\x04" + head;
    out_ += name;
    out_ += packed;
    list_ += "PK\x01\x02";
    put16(list_, 20);
    list_ += head;
    put16(list_, 0);  // length of the comment
    put16(list_, 0);  // disk
    put16(list_, 0);  // attributes, inner
    put32(list_, 0);  // and outer
    put32(list_, offset);
    list_ += name;
    ++count_;
    return *this;
  }

  std::string finish() {
    const auto offset = static_cast<std::uint32_t>(out_.size());
    std::string zip = out_ + list_ + "PK\x05\x06";
    put32(zip, 0);
    put16(zip, count_);
    put16(zip, count_);
    put32(zip, static_cast<std::uint32_t>(list_.size()));
    put32(zip, offset);
    put16(zip, 0);
    return zip;
  }

 private:
  static void put16(std::string& out, std::uint32_t value) {
    out += static_cast<char>(value & 0xFFU);
    out += static_cast<char>(value >> 8U & 0xFFU);
  }
  static void put32(std::string& out, std::uint32_t value) {
    put16(out, value & 0xFFFFU);
    put16(out, value >> 16U);
  }
  static std::string deflated(std::string_view content) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(content.size())), '\0');
    std::string in(content);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
  }

  std::string out_, list_;
  std::uint16_t count_ = 0;
};

}  // namespace earshot::import
