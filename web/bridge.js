/**
 * The page's side of the border; shell/web/bridge.cpp is the other, shell/web/exports.txt lists what crosses it.
 *
 * Text goes over as UTF-8 with its length, the callee copies. No view of the heap is kept across a call: memory may
 * grow. A trap in a call ends the app: it is reported once, and every later call does nothing.
 */

import { bytesBefore, decode, encode } from './utf8.js';

/** @typedef {import('./clock.js').TickAnswer} TickAnswer */

/**
 * What the app asks of the page.
 * @typedef {{ type: 'start_import', job: number }
 *   | { type: 'stop_import', job: number }
 *   | { type: 'store_pack', id: string, at: number, size: number }
 *   | { type: 'remove_pack', id: string }
 *   | { type: 'merge_packs', parts: { id: string, at: number, size: number, left_out: number[] }[], sources: string[], repair: boolean }
 *   | { type: 'replace_packs', id: string, at: number, size: number, replaced: string[] }
 *   | { type: 'store_user_data', json: string }
 *   | { type: 'show_file_picker', folder: boolean }
 *   | { type: 'open_url', url: string }
 *   | { type: 'write_clipboard', text: string }
 *   | { type: 'read_clipboard', node: number }
 *   | { type: 'write_link', fragment: string }
 *   | { type: 'set_language', tag: string }
 *   | { type: 'show_page', title: string, page: import('./plain_page.js').PageNode[] }
 *   | { type: 'set_window_title', title: string }} Effect
 */

/**
 * What the window is.
 * @typedef {object} WindowFacts
 * @property {number} width points
 * @property {number} height points
 * @property {number} pixelRatio
 */

/** Bits of earshot_frame_flags. */
const FLAG_RENDER = 1;
const FLAG_TICK_NOW = 2;
const FLAG_TREE = 4;
const FLAG_EFFECTS = 8;

/** Bits of the modifiers argument. */
export const MODIFIER = { control: 1, shift: 2, alt: 4, meta: 8 };

/** Whose pointer: the core makes targets larger for fingers. */
export const POINTER = { mouse: 0, touch: 1, pen: 2 };

/** Order of the numbers that earshot_pointer_shape answers. */
const POINTER_SHAPES = ['default', 'text', 'pointer', 'ew-resize', 'ns-resize'];

/** Order of ui::FontFiles. */
export const FONTS = ['regular', 'italic', 'semibold', 'mono', 'icons'];

export class Bridge {
  /**
   * @param {EarshotAppModule} module
   * @param {(error: unknown) => void} onCrash called once
   */
  constructor(module, onCrash) {
    this.module = module;
    this.onCrash = onCrash;
    this.crashed = false;
    /** @type {(effects: Effect[]) => void} */
    this.onEffects = () => {};
  }

  // --- start ------------------------------------------------------------------------------------

  /**
   * Hands over a font's bytes.
   * @param {number} role index in FONTS
   * @param {Uint8Array} bytes
   */
  giveFont(role, bytes) {
    this.call((m) => {
      const at = m._earshot_font_reserve(role, bytes.length);
      m.HEAPU8.set(bytes, at);
    });
  }

  /**
   * Makes the GL context on #canvas and the app.
   * @param {{ dark: boolean, contrast: boolean, mac: boolean, reducedMotion: boolean }} facts
   * @returns {string} what is missing, as a sentence; empty when all is well
   */
  start(facts) {
    return (
      this.call((m) => {
        const failure = m._earshot_app_start(Number(facts.dark), Number(facts.contrast), Number(facts.mac), Number(facts.reducedMotion));
        return this.answerText(m, failure);
      }) ?? ''
    );
  }

  /** @param {string} json */
  loadUserData(json) {
    this.withText(json, (m, at, size) => m._earshot_userdata_load(at, size));
  }

  /**
   * @param {Uint8Array} bytes
   * @param {boolean} isDemo
   */
  loadPack(bytes, isDemo) {
    this.call((m) => {
      const at = m._earshot_pack_reserve(bytes.length); // may grow memory: the heap is looked up after it
      m.HEAPU8.set(bytes, at);
      m._earshot_pack_load(Number(isDemo));
    });
  }

  /** @param {string} what */
  reportLoadFailure(what) {
    this.withText(what, (m, at, size) => m._earshot_load_fail(at, size));
  }

  finishStart() {
    this.call((m) => m._earshot_start_finish());
  }

  // --- window and input -------------------------------------------------------------------------

  /** @param {WindowFacts} facts */
  resizeWindow(facts) {
    this.call((m) => m._earshot_window_resize(facts.width, facts.height, facts.pixelRatio));
  }

  /**
   * @param {number} x points of the canvas
   * @param {number} y
   * @param {number} kind one of POINTER
   */
  movePointer(x, y, kind) {
    this.call((m) => m._earshot_pointer_move(x, y, kind));
  }

  leavePointer() {
    this.call((m) => m._earshot_pointer_leave());
  }

  /**
   * @param {number} button 0 left, 1 right, 2 middle
   * @param {boolean} down
   * @param {number} kind
   * @param {number} modifiers bits of MODIFIER
   */
  pressPointer(button, down, kind, modifiers) {
    this.call((m) => m._earshot_pointer_press(button, Number(down), kind, modifiers));
  }

  /** @returns {string} what the pointer looks like over what lies under it, as CSS has it */
  pointerShape() {
    return POINTER_SHAPES[this.call((m) => m._earshot_pointer_shape()) ?? 0] ?? 'default';
  }

  /**
   * @param {number} dx points; positive shows what is further left
   * @param {number} dy points; positive shows what is further up
   * @param {number} kind
   */
  turnWheel(dx, dy, kind) {
    this.call((m) => m._earshot_wheel_turn(dx, dy, kind));
  }

  /** @param {string} chord */
  isKeyWanted(chord) {
    return Boolean(this.withText(chord, (m, at, size) => m._earshot_key_wanted(at, size)));
  }

  /**
   * @param {string} key as KeyboardEvent.key
   * @param {boolean} down
   * @param {number} modifiers bits of MODIFIER
   */
  pressKey(key, down, modifiers) {
    this.withText(key, (m, at, size) => m._earshot_key_press(at, size, Number(down), modifiers));
  }

  clearKeys() {
    this.call((m) => m._earshot_keys_clear());
  }

  /**
   * What a finger or the wheel does there.
   * @param {number} x
   * @param {number} y
   */
  pointerMeaning(x, y) {
    const bits = this.call((m) => m._earshot_pointer_meaning(x, y)) ?? 0;
    return { drags: (bits & 1) !== 0, zooms: (bits & 2) !== 0 };
  }

  /** @param {number} factor of the reading text's size */
  zoom(factor) {
    this.call((m) => m._earshot_zoom_turn(factor));
  }

  /** @param {string} link what stands behind the "#" */
  followLink(link) {
    this.withText(link, (m, at, size) => m._earshot_link_follow(at, size));
  }

  /** Has the page show what is to be printed, here and now. */
  showPrint() {
    this.call((m) => m._earshot_page_print());
  }

  /**
   * @param {boolean} dark
   * @param {boolean} contrast the system asks for more of it
   */
  changeTheme(dark, contrast) {
    this.call((m) => m._earshot_theme_change(Number(dark), Number(contrast)));
  }

  /** @param {readonly string[]} tags what the user reads, best first */
  changeLanguages(tags) {
    this.withText(tags.join(','), (m, at, size) => m._earshot_languages_change(at, size));
  }

  /** The clipboard may not be read. */
  refusePaste() {
    this.call((m) => m._earshot_paste_refuse());
  }

  /** @param {boolean} reduced */
  changeMotion(reduced) {
    this.call((m) => m._earshot_motion_change(Number(reduced)));
  }

  // --- frame ------------------------------------------------------------------------------------

  /**
   * @param {number} nowSeconds
   * @returns {TickAnswer}
   */
  tick(nowSeconds) {
    const none = { nextInSeconds: -1, wantsRender: false, wantsTickNow: false };
    return (
      this.call((m) => {
        const nextInSeconds = m._earshot_frame_tick(nowSeconds);
        const flags = m._earshot_frame_flags();
        return { nextInSeconds, wantsRender: (flags & FLAG_RENDER) !== 0, wantsTickNow: (flags & FLAG_TICK_NOW) !== 0 };
      }) ?? none
    );
  }

  render() {
    this.call((m) => m._earshot_frame_render());
  }

  /** The theme that choice and system come to. */
  theme() {
    const bits = this.call((m) => m._earshot_theme_shown()) ?? 0;
    return { dark: (bits & 1) !== 0, contrast: (bits & 2) !== 0 };
  }

  loseContext() {
    this.call((m) => m._earshot_context_lose());
  }

  /** @returns {boolean} whether drawing works again */
  restoreContext() {
    return Boolean(this.call((m) => m._earshot_context_restore()));
  }

  // --- semantic tree ----------------------------------------------------------------------------

  /** Whether the tree says something that was not read yet. */
  hasTreeChange() {
    return Boolean(this.call((m) => m._earshot_frame_flags() & FLAG_TREE));
  }

  /**
   * The next step of what changed in the tree since it was last read; null: nothing did.
   * @param {boolean} urgent only what cannot wait for a frame's step
   * @returns {import('./twin.js').TreeChange | null}
   */
  readTreeIfChanged(urgent) {
    return (
      this.call((m) => {
        if ((m._earshot_frame_flags() & FLAG_TREE) === 0) return null;
        return JSON.parse(this.answerText(m, m._earshot_tree_read(Number(urgent))));
      }) ?? null
    );
  }

  focusedTextBox() {
    return (this.call((m) => m._earshot_tree_text_box()) ?? 0) >>> 0; // wasm gives it signed
  }

  /** @param {number} node */
  pressNode(node) {
    this.call((m) => m._earshot_node_press(node));
  }

  /** @param {number} node */
  focusNode(node) {
    this.call((m) => m._earshot_node_focus(node));
  }

  /**
   * @param {number} node
   * @param {string} value
   * @param {import('./twin.js').Units} selection
   * @param {import('./twin.js').Units} composed what an input method has not finished yet; empty: nothing
   */
  setNodeValue(node, value, selection, composed) {
    /** @type {[number, number, number, number]} */
    const ends = [bytesBefore(value, selection.begin), bytesBefore(value, selection.end), bytesBefore(value, composed.begin), bytesBefore(value, composed.end)];
    this.withText(value, (m, at, size) => m._earshot_node_set_value(node, at, size, ...ends));
  }

  /**
   * @param {number} node
   * @param {string} value what the offsets count in
   * @param {import('./twin.js').BoxSelection} selection
   */
  setNodeSelection(node, value, { begin, end, isBackward }) {
    this.call((m) => m._earshot_node_set_selection(node, bytesBefore(value, begin), bytesBefore(value, end), Number(isBackward)));
  }

  /**
   * @param {number} node a document
   * @param {import('./twin_selection.js').TextPlace} anchor
   * @param {import('./twin_selection.js').TextPlace} focus
   */
  selectText(node, anchor, focus) {
    this.call((m) => m._earshot_node_select_text(node, anchor.node, bytesBefore(anchor.text, anchor.offset), focus.node, bytesBefore(focus.text, focus.offset)));
  }

  // --- import and storage -----------------------------------------------------------------------

  /**
   * @param {number} job
   * @param {number} count
   * @param {string} label
   */
  announceFiles(job, count, label) {
    this.withText(label, (m, at, size) => m._earshot_files_arrive(job, count, at, size));
  }

  /**
   * @param {number} job
   * @param {number} done
   * @param {number} total
   */
  reportProgress(job, done, total) {
    this.call((m) => m._earshot_import_progress(job, done, total));
  }

  /**
   * @param {number} job
   * @param {Uint8Array} bytes
   */
  takePack(job, bytes) {
    this.call((m) => {
      const at = m._earshot_pack_reserve(bytes.length); // may grow memory: the heap is looked up after it
      m.HEAPU8.set(bytes, at);
      m._earshot_pack_arrive(job);
    });
  }

  /**
   * @param {number} job
   * @param {Uint8Array} bytes
   */
  takeEarlyPack(job, bytes) {
    this.call((m) => {
      const at = m._earshot_pack_reserve(bytes.length); // may grow memory: the heap is looked up after it
      m.HEAPU8.set(bytes, at);
      m._earshot_early_pack_arrive(job);
    });
  }

  /**
   * @param {string[]} ids what was merged
   * @param {Uint8Array} bytes into this; empty: it could not be done
   */
  takeMerged(ids, bytes) {
    this.call((m) => {
      const at = m._earshot_pack_reserve(bytes.length); // may grow memory: the heap is looked up after it
      m.HEAPU8.set(bytes, at);
    });
    this.withText(JSON.stringify(ids), (m, at, size) => m._earshot_packs_merge(at, size));
  }

  /**
   * @param {number} job
   * @param {boolean} cancelled
   * @param {string} error a sentence, where the worker died
   * @param {Uint8Array} files the importer's reports, JSON
   */
  finishImport(job, cancelled, error, files) {
    this.withText(error, (m, errorAt, errorSize) =>
      this.withBytes(files, (_, at, size) => m._earshot_import_finish(job, Number(cancelled), errorAt, errorSize, at, size)),
    );
  }

  /** @param {string} message */
  reportStoreFailure(message) {
    this.withText(message, (m, at, size) => m._earshot_store_fail(at, size));
  }

  /**
   * A pack's bytes, copied out of the heap.
   * @param {number} at
   * @param {number} size
   * @returns {Uint8Array<ArrayBuffer>}
   */
  copyBytes(at, size) {
    return this.module.HEAPU8.slice(at, at + size);
  }

  // --- plumbing ---------------------------------------------------------------------------------

  /**
   * Every call into the program goes through here; the effects it left are carried out before this returns, because
   * some of them are allowed only inside the user's gesture.
   * @template T
   * @param {(module: EarshotAppModule) => T} run
   * @returns {T | undefined}
   */
  call(run) {
    if (this.crashed) return undefined;
    /** @type {Effect[]} */
    let effects = [];
    let result;
    try {
      result = run(this.module);
      if ((this.module._earshot_frame_flags() & FLAG_EFFECTS) !== 0) {
        effects = JSON.parse(this.answerText(this.module, this.module._earshot_effects_take()));
      }
    } catch (error) {
      this.crashed = true;
      this.onCrash(error);
      return undefined;
    }
    if (effects.length > 0) this.onEffects(effects);
    return result;
  }

  /**
   * Copies `text` into the heap for one call.
   * @template T
   * @param {string} text
   * @param {(module: EarshotAppModule, at: number, size: number) => T} run
   */
  withText(text, run) {
    return this.withBytes(encode(text), run);
  }

  /**
   * @template T
   * @param {Uint8Array} bytes
   * @param {(module: EarshotAppModule, at: number, size: number) => T} run
   */
  withBytes(bytes, run) {
    return this.call((m) => {
      const at = m._malloc(Math.max(bytes.length, 1));
      m.HEAPU8.set(bytes, at);
      const result = run(m, at, bytes.length);
      m._free(at);
      return result;
    });
  }

  /**
   * @param {EarshotAppModule} module
   * @param {number} at
   */
  answerText(module, at) {
    return decode(module.HEAPU8.subarray(at, at + module._earshot_answer_size()));
  }
}
