#include "base/result.h"

namespace earshot {

std::string_view sentence(ErrorCode code) {
  switch (code) {
    case ErrorCode::NotText:
      return "This file is not text that Earshot can read.";
    case ErrorCode::NotThisFormat:
      return "This file is not of the format that was asked for.";
    case ErrorCode::TooLarge:
      return "This file is too large.";
    case ErrorCode::Damaged:
      return "This file is damaged.";
    case ErrorCode::NewerVersion:
      return "This file was written by a newer version of Earshot.";
    case ErrorCode::OlderVersion:
      return "This was written by an older version of Earshot.";
    case ErrorCode::NotFound:
      return "This could not be found.";
    case ErrorCode::CannotRead:
      return "This file could not be read.";
    case ErrorCode::CannotWrite:
      return "This file could not be written.";
    case ErrorCode::Cancelled:
      return "This was cancelled.";
    case ErrorCode::InUse:
      return "The library is in use by another program.";
  }
  return "Something went wrong.";
}

std::string_view name(ErrorCode code) {
  switch (code) {
    case ErrorCode::NotText:
      return "not-text";
    case ErrorCode::NotThisFormat:
      return "not-this-format";
    case ErrorCode::TooLarge:
      return "too-large";
    case ErrorCode::Damaged:
      return "damaged";
    case ErrorCode::NewerVersion:
      return "newer-version";
    case ErrorCode::OlderVersion:
      return "older-version";
    case ErrorCode::NotFound:
      return "not-found";
    case ErrorCode::CannotRead:
      return "cannot-read";
    case ErrorCode::CannotWrite:
      return "cannot-write";
    case ErrorCode::Cancelled:
      return "cancelled";
    case ErrorCode::InUse:
      return "in-use";
  }
  return "unknown";
}

}  // namespace earshot
