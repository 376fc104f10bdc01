#pragma once

/// The icons in use: code points of Lucide 0.545.0's icon font, as UTF-8. The single list: the font
/// shipped is cut down to the lines of this file (one icon a line, its Lucide name behind it).
namespace earshot::ui::icon {

inline constexpr char kArchiveRestore[] = "\ue2cd";      // archive-restore
inline constexpr char kArrowLeft[] = "\ue048";           // arrow-left
inline constexpr char kArrowUpDown[] = "\ue381";         // arrow-up-down
inline constexpr char kAudioLines[] = "\ue55e";          // audio-lines
inline constexpr char kBookOpen[] = "\ue05f";            // book-open
inline constexpr char kCheck[] = "\ue06c";               // check
inline constexpr char kChevronDown[] = "\ue06d";         // chevron-down
inline constexpr char kChevronLeft[] = "\ue06e";         // chevron-left
inline constexpr char kChevronRight[] = "\ue06f";        // chevron-right
inline constexpr char kChevronUp[] = "\ue070";           // chevron-up
inline constexpr char kCircleAlert[] = "\ue077";         // circle-alert
inline constexpr char kCircleCheck[] = "\ue226";         // circle-check
inline constexpr char kCircleX[] = "\ue084";             // circle-x
inline constexpr char kClipboardPaste[] = "\ue3ec";      // clipboard-paste
inline constexpr char kClock[] = "\ue087";               // clock
inline constexpr char kCommand[] = "\ue09a";             // command
inline constexpr char kContrast[] = "\ue09d";            // contrast
inline constexpr char kCopy[] = "\ue09e";                // copy
inline constexpr char kCornerDownLeft[] = "\ue0a1";      // corner-down-left
inline constexpr char kEllipsis[] = "\ue0b6";            // ellipsis
inline constexpr char kExternalLink[] = "\ue0b9";        // external-link
inline constexpr char kFileCheck[] = "\ue0c1";           // file-check
inline constexpr char kFileText[] = "\ue0cc";            // file-text
inline constexpr char kFileX[] = "\ue0cd";               // file-x
inline constexpr char kFiles[] = "\ue0cf";               // files
inline constexpr char kFolder[] = "\ue0d7";              // folder
inline constexpr char kFolderOpen[] = "\ue247";          // folder-open
inline constexpr char kGift[] = "\ue0e1";                // gift
inline constexpr char kHeadphones[] = "\ue0f1";          // headphones
inline constexpr char kImage[] = "\ue0f6";               // image
inline constexpr char kImport[] = "\ue22f";              // import
inline constexpr char kInbox[] = "\ue0f7";               // inbox
inline constexpr char kInfo[] = "\ue0f9";                // info
inline constexpr char kKeyboard[] = "\ue284";            // keyboard
inline constexpr char kLibrary[] = "\ue100";             // library
inline constexpr char kLink[] = "\ue102";                // link
inline constexpr char kListFilter[] = "\ue464";          // list-filter
inline constexpr char kListTree[] = "\ue40c";            // list-tree
inline constexpr char kMenu[] = "\ue115";                // menu
inline constexpr char kMessageSquareQuote[] = "\ue576";  // message-square-quote
inline constexpr char kMic[] = "\ue118";                 // mic
inline constexpr char kMinus[] = "\ue11c";               // minus
inline constexpr char kMonitor[] = "\ue11d";             // monitor
inline constexpr char kMoon[] = "\ue11e";                // moon
inline constexpr char kNotebookText[] = "\ue59c";        // notebook-text
inline constexpr char kPanelLeft[] = "\ue12a";           // panel-left
inline constexpr char kPlus[] = "\ue13d";                // plus
inline constexpr char kRedo2[] = "\ue2a0";               // redo-2
inline constexpr char kScissors[] = "\ue14e";            // scissors
inline constexpr char kSearch[] = "\ue151";              // search
inline constexpr char kSettings[] = "\ue154";            // settings
inline constexpr char kSun[] = "\ue178";                 // sun
inline constexpr char kSunMoon[] = "\ue2b2";             // sun-moon
inline constexpr char kTextQuote[] = "\ue4a2";           // text-quote
inline constexpr char kTextSelect[] = "\ue3e2";          // text-select
inline constexpr char kTrash2[] = "\ue18e";              // trash-2
inline constexpr char kTriangleAlert[] = "\ue193";       // triangle-alert
inline constexpr char kUndo2[] = "\ue2a1";               // undo-2
inline constexpr char kX[] = "\ue1b2";                   // x

}  // namespace earshot::ui::icon
