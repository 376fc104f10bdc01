#pragma once

#include <cstdint>
#include <deque>

namespace earshot::shell {

/// What fingers come to. Places and ways are points of the window.
class TouchTarget {
 public:
  virtual ~TouchTarget() = default;
  /// Puts the pointer there.
  virtual void move(float x, float y) = 0;
  /// Presses and releases where the pointer is.
  virtual void press() = 0;
  /// Moves what is under the pointer with the finger.
  virtual void scroll(float dx, float dy) = 0;
  /// Whether what is there follows the finger, so that it does not scroll.
  virtual bool drags(float x, float y) const = 0;
  /// Presses a button where the pointer is, or lets it go: 0 for a drag, 1 for a long press.
  virtual void hold(bool down, int button) = 0;
  /// Whether a pinch there changes the text's size.
  virtual bool zooms(float x, float y) const = 0;
  virtual void zoom(float factor) = 0;
  /// No finger is on the screen.
  virtual void leave() = 0;
};

/// A drag scrolls and runs on, a tap presses, a long press selects or asks for the menu, two
/// fingers zoom the text: as web/touch.js has it, with the same numbers. ImGui has none of it.
///
/// Has no clock: `seconds` are the host's, and never go back.
class Touch {
 public:
  static constexpr float kSlop = 9;  ///< a finger that moved less is still tapping, points
  static constexpr double kLongPressSeconds = 0.5;

  /// The target must outlive this.
  explicit Touch(TouchTarget& target) : target_(target) {}

  /// `finger` tells one from another while it is on the screen.
  void down(std::int64_t finger, float x, float y, double seconds);
  void move(std::int64_t finger, float x, float y, double seconds);
  void up(std::int64_t finger, double seconds);
  /// The fingers were taken away by the system: nothing is pressed or thrown.
  void cancel();
  /// A thrown list stands still.
  void stop();

  /// What happens by itself by now: a press becomes a long one, a thrown list runs on.
  void advance(double seconds);
  /// When to be advanced next; negative: not before a finger does something.
  double next_in_seconds(double seconds) const;

  /// Whether a finger is on the screen.
  bool is_down() const { return first_.is_down; }
  /// Whether a thrown list runs on.
  bool is_moving() const { return speed_x_ != 0 || speed_y_ != 0; }

 private:
  enum class Mode : std::uint8_t {
    None,
    Down,
    Caught,  ///< it stopped a running list
    Scrolling,
    Held,      ///< a long press, which goes on
    Dragging,  ///< it moves a handle
    Pinching,
  };
  struct Finger {
    std::int64_t id = 0;
    bool is_down = false;
    float x = 0, y = 0;
  };
  struct Place {
    float x = 0, y = 0;
    double seconds = 0;
  };

  void pinch_from(std::int64_t finger, float x, float y);
  void pinch();
  float span() const;
  bool throw_from(double seconds);
  Mode lift();

  TouchTarget& target_;
  Mode mode_ = Mode::None;
  Finger first_, second_;
  Place start_;
  std::deque<Place> trail_;  // the drag's last places
  float pinched_span_ = 0;
  float speed_x_ = 0, speed_y_ = 0;  // points per second
  double moved_seconds_ = 0;
};

}  // namespace earshot::shell
