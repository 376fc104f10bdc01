#include "formats/squash_words.h"

#include <algorithm>
#include <iterator>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// In the order of their small letters, for the binary search.
constexpr std::string_view kCamelWords[] = {"AdWords",
                                            "AirBnB",
                                            "AirDrop",
                                            "AirPlay",
                                            "AirPods",
                                            "AirTable",
                                            "AIs",
                                            "AlphaGo",
                                            "APIs",
                                            "AppKit",
                                            "AppleTV",
                                            "AstraZeneca",
                                            "AutoML",
                                            "B2B",
                                            "BaaS",
                                            "BigQuery",
                                            "BitTorrent",
                                            "BlackBerry",
                                            "BlackRock",
                                            "BuzzFeed",
                                            "BuzzSprout",
                                            "ByteDance",
                                            "CarPlay",
                                            "CDNs",
                                            "CDs",
                                            "CEOs",
                                            "ChatGPT",
                                            "ChromeOS",
                                            "CircleCI",
                                            "ClickHouse",
                                            "CLIs",
                                            "CloudFlare",
                                            "CloudFormation",
                                            "CloudWatch",
                                            "CockroachDB",
                                            "CodePen",
                                            "CoffeeScript",
                                            "ConvertKit",
                                            "CoPilot",
                                            "CoreData",
                                            "CouchDB",
                                            "CrossFit",
                                            "CTOs",
                                            "DaaS",
                                            "DataDog",
                                            "DataFrame",
                                            "DataFrames",
                                            "DeepMind",
                                            "DeepSeek",
                                            "DevOps",
                                            "DevRel",
                                            "DevSecOps",
                                            "DevTools",
                                            "DigitalOcean",
                                            "DjangoCon",
                                            "DoorDash",
                                            "DraftKings",
                                            "DragonFly",
                                            "DuckDB",
                                            "DuckDuckGo",
                                            "DVDs",
                                            "DynamoDB",
                                            "eBay",
                                            "eBook",
                                            "eBooks",
                                            "ElasticSearch",
                                            "ePub",
                                            "EuroPython",
                                            "FaceID",
                                            "FaceTime",
                                            "FastAPI",
                                            "FedEx",
                                            "FinOps",
                                            "FinTech",
                                            "FitBit",
                                            "FlaskCon",
                                            "FreeBSD",
                                            "GHz",
                                            "GiB",
                                            "GitBook",
                                            "GitHub",
                                            "GitKraken",
                                            "GitLab",
                                            "GitOps",
                                            "GoDaddy",
                                            "GoPro",
                                            "GPTs",
                                            "GraphiQL",
                                            "GraphQL",
                                            "HackerNews",
                                            "HashiCorp",
                                            "HomeKit",
                                            "HomePod",
                                            "HubSpot",
                                            "HuggingFace",
                                            "IaaS",
                                            "iCloud",
                                            "IDEs",
                                            "IDs",
                                            "iMac",
                                            "ImageMagick",
                                            "iMessage",
                                            "InfluxDB",
                                            "IntelliJ",
                                            "iOS",
                                            "IoT",
                                            "iPad",
                                            "iPadOS",
                                            "iPhone",
                                            "iPod",
                                            "iTunes",
                                            "JavaFX",
                                            "JavaScript",
                                            "JavaScripter",
                                            "JetBrains",
                                            "JPMorgan",
                                            "jQuery",
                                            "JSConf",
                                            "JupyterLab",
                                            "KeePass",
                                            "kHz",
                                            "KiB",
                                            "KubeCon",
                                            "kWh",
                                            "LangChain",
                                            "LastPass",
                                            "LaTeX",
                                            "LeetCode",
                                            "LinkedIn",
                                            "LiveKit",
                                            "LiveView",
                                            "LlamaIndex",
                                            "LLMs",
                                            "LogRocket",
                                            "LoRa",
                                            "LoRaWAN",
                                            "MacBook",
                                            "MacOS",
                                            "macOS",
                                            "mAh",
                                            "MailChimp",
                                            "MapReduce",
                                            "MariaDB",
                                            "MasterCard",
                                            "MatPlotLib",
                                            "McDonald",
                                            "McDonalds",
                                            "McKinsey",
                                            "MeetUp",
                                            "MHz",
                                            "MiB",
                                            "MicroPython",
                                            "MidJourney",
                                            "MLOps",
                                            "MongoDB",
                                            "MotherDuck",
                                            "mRNA",
                                            "MySQL",
                                            "NaN",
                                            "NetBeans",
                                            "NetBSD",
                                            "NetNewsWire",
                                            "NeurIPS",
                                            "NewRelic",
                                            "NextCloud",
                                            "NextJS",
                                            "NGOs",
                                            "NixOS",
                                            "NodeConf",
                                            "NodeJS",
                                            "NoSQL",
                                            "NumPy",
                                            "OAuth",
                                            "OneDrive",
                                            "OpenAI",
                                            "OpenAPI",
                                            "OpenBSD",
                                            "OpenCV",
                                            "OpenGL",
                                            "OpenShift",
                                            "OpenSSL",
                                            "OpenStack",
                                            "OpenStax",
                                            "OpenStreetMap",
                                            "OpenTelemetry",
                                            "PaaS",
                                            "PageRank",
                                            "PayPal",
                                            "PCs",
                                            "PDFs",
                                            "PhD",
                                            "PhpStorm",
                                            "PlanetScale",
                                            "PlayStation",
                                            "PodPing",
                                            "PostCSS",
                                            "PostgreSQL",
                                            "PouchDB",
                                            "PowerPoint",
                                            "PowerShell",
                                            "ProductHunt",
                                            "ProRes",
                                            "PyCharm",
                                            "PyCon",
                                            "PyData",
                                            "PyLadies",
                                            "PyPI",
                                            "PySide",
                                            "PyTorch",
                                            "QuickBooks",
                                            "QuickTime",
                                            "RabbitMQ",
                                            "RadioLab",
                                            "RavenDB",
                                            "ReactConf",
                                            "ReactJS",
                                            "ReadMe",
                                            "RedHat",
                                            "RedMonk",
                                            "RegEx",
                                            "RescueTime",
                                            "RethinkDB",
                                            "RubyGems",
                                            "SaaS",
                                            "SageMaker",
                                            "ScienceDirect",
                                            "SciPy",
                                            "ScreenFlow",
                                            "SDKs",
                                            "SendGrid",
                                            "SharePoint",
                                            "ShopTalk",
                                            "ShowNotes",
                                            "SmartThings",
                                            "SnapChat",
                                            "SolarWinds",
                                            "SolidJS",
                                            "SoundCloud",
                                            "SpaceX",
                                            "SQLAlchemy",
                                            "SQLite",
                                            "StackBlitz",
                                            "StackOverflow",
                                            "StarCraft",
                                            "SteamOS",
                                            "StimulusJS",
                                            "StreamYard",
                                            "StringBuilder",
                                            "SublimeText",
                                            "SurrealDB",
                                            "SurveyMonkey",
                                            "SwiftData",
                                            "SwiftUI",
                                            "TailwindCSS",
                                            "TechCrunch",
                                            "TensorFlow",
                                            "TestFlight",
                                            "ThinkPad",
                                            "ThoughtWorks",
                                            "TikTok",
                                            "TouchID",
                                            "TrackPad",
                                            "TripAdvisor",
                                            "tRNA",
                                            "tvOS",
                                            "TVs",
                                            "TweetDeck",
                                            "TypeScript",
                                            "TypeScripter",
                                            "UIKit",
                                            "UIs",
                                            "UnitedHealth",
                                            "URLs",
                                            "VideoPress",
                                            "ViewModel",
                                            "VMs",
                                            "VMware",
                                            "VSCode",
                                            "VueJS",
                                            "WatchOS",
                                            "WebAssembly",
                                            "WebAuthn",
                                            "WebGL",
                                            "WebGPU",
                                            "WebKit",
                                            "WebRTC",
                                            "WebSocket",
                                            "WebSockets",
                                            "WebStorm",
                                            "WebXR",
                                            "WeWork",
                                            "WhatsApp",
                                            "WiFi",
                                            "WikiLeaks",
                                            "WooCommerce",
                                            "WordCamp",
                                            "WordPress",
                                            "WWDC",
                                            "xAI",
                                            "XCode",
                                            "XMLHttpRequest",
                                            "YouGov",
                                            "YouTube",
                                            "YouTuber",
                                            "YouTubers",
                                            "ZeroMQ",
                                            "ZigBee",
                                            "ZoomInfo"};

constexpr std::string_view kJoiningWords[] = {
    "a",     "about", "am",      "an",   "and",   "any",     "are",   "as",    "at",      "be",
    "been",  "being", "between", "but",  "by",    "can",     "che",   "con",   "could",   "das",
    "de",    "del",   "der",     "des",  "di",    "did",     "die",   "do",    "does",    "du",
    "e",     "each",  "ein",     "eine", "el",    "et",      "every", "for",   "from",    "für",
    "had",   "has",   "have",    "her",  "his",   "if",      "il",    "im",    "in",      "into",
    "is",    "it's",  "its",     "la",   "las",   "le",      "les",   "los",   "may",     "might",
    "mit",   "more",  "most",    "must", "my",    "no",      "nor",   "not",   "oder",    "of",
    "on",    "onto",  "or",      "ou",   "our",   "over",    "para",  "per",   "por",     "should",
    "some",  "than",  "that",    "the",  "their", "these",   "this",  "those", "through", "to",
    "un",    "und",   "under",   "une",  "very",  "via",     "von",   "vs",    "was",     "were",
    "which", "who",   "whose",   "will", "with",  "without", "would", "y",     "your",    "zu"};

constexpr std::string_view kOpeningWords[] = {
    "A",     "All",   "Also",  "An",   "And", "Are",  "As",     "At",   "Be",    "But",
    "By",    "Can",   "Could", "Did",  "Do",  "Does", "For",    "From", "Get",   "He",
    "How",   "I",     "If",    "In",   "Is",  "It",   "It's",   "Let",  "Let's", "Make",
    "My",    "No",    "Not",   "On",   "Our", "She",  "Should", "So",   "That",  "The",
    "There", "These", "They",  "This", "To",  "Use",  "Using",  "Was",  "We",    "What",
    "When",  "Where", "Which", "Who",  "Why", "Will", "With",   "You",  "Your"};

constexpr std::string_view kHeadingWords[] = {
    "About",      "Agenda",         "Announcements", "Applications", "Background",  "Benefits",
    "Challenges", "Chapters",       "Closing",       "Conclusion",   "Conclusions", "Connect",
    "Contact",    "Contents",       "Core",          "Credits",      "Definition",  "Discussion",
    "Episode",    "Example",        "Examples",      "Final",        "Follow",      "Fundamental",
    "Further",    "Future",         "Guest",         "Guests",       "Highlights",  "Host",
    "Hosts",      "Implementation", "Intro",         "Introduction", "Key",         "Links",
    "Main",       "Mentioned",      "Music",         "News",         "Notes",       "Opening",
    "Outline",    "Outro",          "Overview",      "Picks",        "Practical",   "Q&A",
    "Questions",  "Reading",        "Recap",         "References",   "Resources",   "Shameless",
    "Show",       "Sponsor",        "Sponsored",     "Sponsors",     "Subscribe",   "Summary",
    "Support",    "Takeaways",      "Technical",     "Timestamps",   "Topics",      "Transcript",
    "Tweet",      "Welcome"};

int compare_no_case(std::string_view a, std::string_view b) {
  const std::size_t shared = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < shared; ++i) {
    const char x = text::to_lower(a[i]);
    const char y = text::to_lower(b[i]);
    if (x != y) return x < y ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

template <typename Words>
bool contains_no_case(const Words& words, std::string_view word) {
  const auto found = std::lower_bound(
      std::begin(words), std::end(words), word,
      [](std::string_view a, std::string_view b) { return compare_no_case(a, b) < 0; });
  return found != std::end(words) && compare_no_case(*found, word) == 0;
}

}  // namespace

bool is_camel_word(std::string_view word) {
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (text::is_upper(word[i]) && text::is_lower(word[i - 1])) return true;
    const bool run = text::is_upper(word[i]) && text::is_upper(word[i - 1]);
    if (run && i + 1 < word.size() && text::is_lower(word[i + 1])) return true;
  }
  return false;
}

bool is_common_camel_word(std::string_view word) {
  // Several spellings of one name stand side by side: "MacOS" and "macOS".
  const auto* found = std::lower_bound(
      std::begin(kCamelWords), std::end(kCamelWords), word,
      [](std::string_view a, std::string_view b) { return compare_no_case(a, b) < 0; });
  for (; found != std::end(kCamelWords) && compare_no_case(*found, word) == 0; ++found) {
    if (*found == word) return true;
  }
  return false;
}

bool is_joining_word(std::string_view word) {
  return contains_no_case(kJoiningWords, word);
}

bool is_opening_word(std::string_view word) {
  return !word.empty() && text::is_upper(word[0]) && contains_no_case(kOpeningWords, word);
}

bool is_heading_word(std::string_view word) {
  return !word.empty() && text::is_upper(word[0]) && contains_no_case(kHeadingWords, word);
}

void collect_camel_words(std::string_view text, CamelWords& words) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = begin;
    while (end < text.size() && (text::is_letter(text[end]) || text::is_digit(text[end])))
      ++end;
    const std::string_view word = text.substr(begin, end - begin);
    if (word.size() <= kLongestCamelWord && is_camel_word(word)) words.emplace(word);
    begin = end + 1;
  }
}

}  // namespace earshot::formats
