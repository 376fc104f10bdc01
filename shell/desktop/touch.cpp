#include "shell/desktop/touch.h"

#include <algorithm>
#include <cmath>

namespace earshot::shell {
namespace {

/// Only the last part of a drag says how fast it was let go.
constexpr double kVelocityWindow = 0.1;
/// Time in which the speed falls to 1/e; what iOS and Android feel like.
constexpr float kDecaySeconds = 0.325F;
/// Slower is at rest, points per second.
constexpr float kRestSpeed = 12;
/// Faster was a mistake of the digitiser.
constexpr float kMaxSpeed = 6000;
/// A list that runs on is moved again after this, well within a frame of any screen.
constexpr double kMoveSeconds = 0.004;
/// Fingers that touch each other still are so far apart, points.
constexpr float kLeastSpan = 24;

}  // namespace

void Touch::down(std::int64_t finger, float x, float y, double seconds) {
  if (first_.is_down) {
    pinch_from(finger, x, y);
    return;
  }
  const bool was_moving = is_moving();
  stop();
  first_ = {.id = finger, .is_down = true, .x = x, .y = y};
  // A finger that stops a running list presses nothing.
  mode_ = was_moving ? Mode::Caught : Mode::Down;
  start_ = {.x = x, .y = y, .seconds = seconds};
  trail_ = {start_};
  target_.move(x, y);
  if (!was_moving && target_.drags(x, y)) {
    mode_ = Mode::Dragging;
    target_.hold(true, 0);
  }
}

void Touch::move(std::int64_t finger, float x, float y, double seconds) {
  if (second_.is_down && finger == second_.id) {
    second_.x = x;
    second_.y = y;
    pinch();
    return;
  }
  if (!first_.is_down || finger != first_.id) return;
  first_.x = x;
  first_.y = y;
  if (mode_ == Mode::Pinching) {
    pinch();
  } else if (mode_ == Mode::Dragging || mode_ == Mode::Held) {
    target_.move(x, y);
  } else {
    const bool is_still = mode_ != Mode::Scrolling;
    if (is_still && std::hypot(x - start_.x, y - start_.y) < kSlop) return;
    mode_ = Mode::Scrolling;
    // What lies under the place where the finger went down scrolls, wherever the finger is by now.
    target_.scroll(x - trail_.back().x, y - trail_.back().y);
    trail_.push_back({.x = x, .y = y, .seconds = seconds});
    while (trail_.size() > 2 && seconds - trail_.front().seconds > kVelocityWindow)
      trail_.pop_front();
  }
}

void Touch::up(std::int64_t finger, double seconds) {
  if (second_.is_down && finger == second_.id) {
    second_.is_down = false;  // the finger that stays neither scrolls nor presses
    return;
  }
  if (!first_.is_down || finger != first_.id) return;
  const Mode mode = lift();
  if (mode == Mode::Scrolling && throw_from(seconds)) return;
  if (mode == Mode::Down) target_.press();
  target_.leave();
}

void Touch::cancel() {
  stop();
  second_.is_down = false;
  if (!first_.is_down) return;
  lift();
  target_.leave();
}

void Touch::stop() {
  speed_x_ = speed_y_ = 0;
}

/// The first finger is gone, and with it the gesture: lets go what it held.
Touch::Mode Touch::lift() {
  const Mode mode = mode_;
  first_.is_down = second_.is_down = false;
  mode_ = Mode::None;
  if (mode == Mode::Dragging) target_.hold(false, 0);
  if (mode == Mode::Held) target_.hold(false, 1);
  return mode;
}

void Touch::pinch_from(std::int64_t finger, float x, float y) {
  const bool is_free = mode_ == Mode::Down || mode_ == Mode::Scrolling || mode_ == Mode::Pinching;
  if (second_.is_down || !is_free) return;
  if (!target_.zooms((first_.x + x) / 2, (first_.y + y) / 2)) return;
  mode_ = Mode::Pinching;
  second_ = {.id = finger, .is_down = true, .x = x, .y = y};
  pinched_span_ = span();
}

void Touch::pinch() {
  if (!second_.is_down) return;
  const float now = span();
  if (std::abs(now - pinched_span_) < 1) return;
  target_.zoom(now / pinched_span_);
  pinched_span_ = now;
}

float Touch::span() const {
  return std::max(std::hypot(first_.x - second_.x, first_.y - second_.y), kLeastSpan);
}

void Touch::advance(double seconds) {
  if (mode_ == Mode::Down && seconds - start_.seconds >= kLongPressSeconds) {
    mode_ = Mode::Held;
    target_.hold(true, 1);
  }
  if (!is_moving()) return;
  const auto passed = static_cast<float>(std::clamp(seconds - moved_seconds_, 0.0, 0.1));
  moved_seconds_ = seconds;
  const float decay = std::exp(-passed / kDecaySeconds);
  const float way = kDecaySeconds * (1 - decay);  // the speed's integral over the time that passed
  target_.scroll(speed_x_ * way, speed_y_ * way);
  speed_x_ *= decay;
  speed_y_ *= decay;
  if (std::hypot(speed_x_, speed_y_) > kRestSpeed) return;
  stop();
  target_.leave();
}

double Touch::next_in_seconds(double seconds) const {
  if (is_moving()) return kMoveSeconds;
  if (mode_ != Mode::Down) return -1;
  return std::max(0.0, start_.seconds + kLongPressSeconds - seconds);
}

/// Whether it was a throw.
bool Touch::throw_from(double seconds) {
  const Place first = trail_.front(), last = trail_.back();
  // A finger that rested before it was lifted put the list down.
  if (seconds - last.seconds > kVelocityWindow) return false;
  const auto passed = static_cast<float>(last.seconds - first.seconds);
  if (passed <= 0) return false;
  const float speed_x = (last.x - first.x) / passed, speed_y = (last.y - first.y) / passed;
  const float speed = std::hypot(speed_x, speed_y);
  if (speed < 5 * kRestSpeed) return false;
  const float cap = std::min(1.0F, kMaxSpeed / speed);
  // Along the main direction only: a finger never moves quite straight.
  const bool is_sideways = std::abs(speed_x) > std::abs(speed_y);
  speed_x_ = is_sideways ? speed_x * cap : 0;
  speed_y_ = is_sideways ? 0 : speed_y * cap;
  moved_seconds_ = seconds;
  return true;
}

}  // namespace earshot::shell
