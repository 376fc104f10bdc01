#include "app/markup.h"

#include <array>

#include "text/markup_text.h"

namespace earshot::app {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Tag::Time) + 1> kTags = {
    "article", "header", "nav", "section", "div",  "h1",     "h2",         "h3",  "h4",
    "h5",      "h6",     "p",   "ul",      "ol",   "li",     "blockquote", "pre", "table",
    "thead",   "tbody",  "tr",  "th",      "td",   "hr",     "br",         "a",   "b",
    "bdi",     "code",   "em",  "s",       "span", "strong", "time"};

constexpr std::array<std::string_view, static_cast<std::size_t>(Attribute::Target) + 1>
    kAttributes = {"aria-label", "class", "datetime", "dir",   "href",
                   "id",         "lang",  "rel",      "scope", "target"};

/// Elements that stand on lines of their own: a line end behind them changes nothing.
bool is_block(Tag tag) {
  return tag <= Tag::Hr;
}

}  // namespace

std::string_view name(Tag tag) {
  return kTags[static_cast<std::size_t>(tag)];
}

std::string_view name(Attribute attribute) {
  return kAttributes[static_cast<std::size_t>(attribute)];
}

bool is_void(Tag tag) {
  return tag == Tag::Hr || tag == Tag::Br;
}

void Markup::add(Kind kind, std::uint8_t name, std::string_view text) {
  const auto begin = static_cast<std::uint32_t>(text_.size());
  text_ += text;
  pieces_.push_back({kind, name, begin, static_cast<std::uint32_t>(text_.size())});
}

void Markup::open(Tag tag, std::initializer_list<Attributed> attributes) {
  add(Kind::Open, static_cast<std::uint8_t>(tag), {});
  open_.push_back(tag);
  for (const auto& [name, value] : attributes) {
    if (!value.empty()) add(Kind::Attribute, static_cast<std::uint8_t>(name), value);
  }
}

void Markup::text(std::string_view text) {
  if (!text.empty()) add(Kind::Text, 0, text);
}

void Markup::close() {
  if (open_.empty()) return;
  add(Kind::Close, static_cast<std::uint8_t>(open_.back()), {});
  open_.pop_back();
}

std::string Markup::to_html() const {
  std::string out;
  out.reserve(text_.size() + pieces_.size() * 12);
  bool in_tag = false;
  for (const Piece& piece : pieces_) {
    const std::string_view text =
        std::string_view(text_).substr(piece.begin, piece.end - piece.begin);
    if (in_tag && piece.kind != Kind::Attribute) {
      out += '>';
      in_tag = false;
    }
    switch (piece.kind) {
      case Kind::Open:
        out += '<';
        out += name(static_cast<Tag>(piece.name));
        in_tag = true;
        break;
      case Kind::Attribute:
        out += ' ';
        out += name(static_cast<Attribute>(piece.name));
        out += "=\"";
        text::append_html_text(out, text);
        out += '"';
        break;
      case Kind::Text:
        text::append_html_text(out, text);
        break;
      case Kind::Close: {
        const auto tag = static_cast<Tag>(piece.name);
        if (!is_void(tag)) {
          out += "</";
          out += name(tag);
          out += '>';
        }
        if (is_block(tag)) out += '\n';
        break;
      }
    }
  }
  return out;
}

std::string Markup::to_json() const {
  std::string out = "[";
  out.reserve(text_.size() + pieces_.size() * 8);
  bool in_attributes = false;
  // Only the first node of an array has no comma before it, and an element begins with its name.
  const auto separate = [&out] {
    if (out.back() != '[') out += ',';
  };
  for (const Piece& piece : pieces_) {
    const std::string_view text =
        std::string_view(text_).substr(piece.begin, piece.end - piece.begin);
    if (in_attributes && piece.kind != Kind::Attribute) {
      out += '}';
      in_attributes = false;
    }
    switch (piece.kind) {
      case Kind::Open:
        separate();
        out += "[\"";
        out += name(static_cast<Tag>(piece.name));
        out += "\",{";
        in_attributes = true;
        break;
      case Kind::Attribute:
        if (out.back() != '{') out += ',';
        out += '"';
        out += name(static_cast<Attribute>(piece.name));
        out += "\":";
        text::append_json_string(out, text);
        break;
      case Kind::Text:
        separate();
        text::append_json_string(out, text);
        break;
      case Kind::Close:
        out += ']';
        break;
    }
  }
  out += ']';
  return out;
}

std::string to_html_file(const Markup& markup, const HtmlFile& file) {
  std::string out = "<!doctype html>\n<html lang=\"";
  text::append_html_text(out, file.language);
  out += "\">\n<head>\n<meta charset=\"utf-8\">\n";
  // Whatever a text says, the page runs no script and asks no server.
  out +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" "
      "content=\"Earshot ";
  text::append_html_text(out, file.version);
  out += "\">\n<title>";
  text::append_html_text(out, file.title);
  out += "</title>\n<style>\n";
  out += file.styles;  // of the build
  out += "</style>\n</head>\n<body>\n<main class=\"plain\">\n";
  out += markup.to_html();
  out += "</main>\n</body>\n</html>\n";
  return out;
}

}  // namespace earshot::app
