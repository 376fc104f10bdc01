/**
 * The page's start: loads program, fonts and library side by side, connects the parts, and shows the app when its first
 * frame is drawn.
 */

import { Announcer } from './announcer.js';
import { Bridge, MODIFIER } from './bridge.js';
import { linkTo, readClipboard, writeClipboard } from './clipboard.js';
import { Clock } from './clock.js';
import { DrawingContext } from './context.js';
import { Files, textBoxAt } from './files.js';
import { offerGlyphs } from './glyphs.js';
import { Imports } from './import.js';
import { Input } from './input.js';
import { loadDemo, loadFonts, loadProgram, offerTextFont } from './load.js';
import { keepForOffline } from './offline.js';
import { PlainPage } from './plain_page.js';
import { Restarts, storageOfTab } from './restarts.js';
import { faultOf, hideStop, missingIn, showPlain, showStop } from './stop.js';
import { Store } from './store.js';
import { titleWindow } from './title.js';
import { Twin } from './twin.js';
import { watchKeyboard } from './viewport.js';
import { MORE_CONTRAST, watchPreferences, watchSize } from './window.js';
import { firstLanguage, say, speak } from './words.js';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {number} percent @param {string} [step] */
function showProgress(percent, step) {
  /** @type {HTMLProgressElement} */ (part('progress')).value = percent;
  if (step) part('step').textContent = step;
}

/** A program that failed cannot go on; its session is on the device already. */
const restarts = new Restarts(storageOfTab());
const crash = {
  /** @type {Clock | null} */
  clock: null,
  /** Whether the last start had ended in a fault, too; null: there is none yet. One fault may be reported twice. @type {boolean | null} */
  isAgain: null,
  /** @param {unknown} error */
  report(error) {
    this.clock?.stop();
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const { title, text } = faultOf(error);
    this.isAgain ??= restarts.stopped();
    showStop(title, text, detail, this.isAgain ? () => restarts.startAfresh() : null);
  },
};

/** Paints first: making the GL context keeps the page busy for a while. */
const painted = () =>
  new Promise((resolve) => {
    if (document.hidden) resolve(undefined); // a hidden tab paints nothing and would never start
    else requestAnimationFrame(() => setTimeout(resolve));
  });

/** @param {Store} store */
async function loadLibrary(store) {
  try {
    return await store.load();
  } catch (error) {
    return { userData: '', packs: [], error };
  }
}

/**
 * @param {Bridge} bridge
 * @param {Awaited<ReturnType<typeof loadLibrary>>} stored
 * @param {Uint8Array | null} demo
 */
async function fillLibrary(bridge, stored, demo) {
  bridge.loadUserData(restarts.begin(stored.userData));
  if (demo) bridge.loadPack(demo, true);
  for (const { blob } of stored.packs) {
    try {
      bridge.loadPack(new Uint8Array(await blob.arrayBuffer()), false);
    } catch (error) {
      bridge.reportLoadFailure(say('notGivenBack', error instanceof Error ? error.name : '?'));
    }
  }
  bridge.finishStart();
}

async function start() {
  speak(firstLanguage());
  const missing = missingIn(window);
  if (missing) {
    showPlain(say('cannotRun'), say('cannotRunWhy', missing));
    return;
  }
  /** @type {Bridge | null} */
  let bridge = null;
  const store = new Store((sentence) => {
    bridge?.reportStoreFailure(sentence);
    crash.clock?.wake();
  });
  const loading = [loadProgram((what) => crash.report(what)), loadFonts(), loadDemo(), loadLibrary(store), painted()];
  let loaded = 0;
  for (const one of loading) void one.then(() => showProgress((++loaded * 90) / loading.length), () => {});
  const [module, fonts, demo, stored] = /** @type {[EarshotAppModule, Uint8Array[], Uint8Array | null, Awaited<ReturnType<typeof loadLibrary>>, unknown]} */ (
    await Promise.all(loading)
  );

  offerGlyphs(module);
  bridge = new Bridge(module, (error) => crash.report(error));
  fonts.forEach((bytes, role) => bridge?.giveFont(role, bytes));
  const failure = bridge.start({
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    contrast: matchMedia(MORE_CONTRAST).matches,
    mac: isMac,
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
  });
  if (bridge.crashed) return;
  if (failure) {
    showPlain(say('cannotDraw'), say('cannotDrawWhy'), failure);
    return;
  }
  const app = connect(bridge, store, stored);
  bridge.changeLanguages(navigator.languages);
  await fillLibrary(bridge, stored, demo);
  if ('error' in stored) bridge.reportStoreFailure(say('notOpened'));
  app.begin();
  offerTextFont(/** @type {Uint8Array} */ (fonts[0]));
  app.followLink();
  keepForOffline();
}

/**
 * @param {Bridge} bridge
 * @param {Store} store
 * @param {{ packs: import('./store.js').StoredPack[] }} stored
 */
function connect(bridge, store, stored) {
  const canvas = /** @type {HTMLCanvasElement} */ (part('canvas'));
  let isShown = false;
  /** Blobs of the packs by id: storing one again costs no copy. */
  const blobs = new Map(stored.packs.map(({ id, blob }) => [id, blob]));
  /** @type {Blob | null} the one whose bytes are being handed to the app */
  let arrivingBlob = null;
  /** @type {import('./files.js').Arrival[]} dropped before the library was open */
  let early = [];
  let hasBegun = false;
  let askedToPersist = false;
  let shownTheme = '';

  const announcer = new Announcer(
    part('said'),
    (callback, milliseconds) => window.setTimeout(callback, milliseconds),
    (timer) => window.clearTimeout(timer),
  );
  const twin = new Twin(part('twin'), {
    press: (node) => {
      bridge.pressNode(node);
      clock.settle();
    },
    focus: (node) => {
      bridge.focusNode(node);
      clock.settle();
    },
    setValue: (node, value, selection, composed) => {
      bridge.setNodeValue(node, value, selection, composed);
      clock.settle();
    },
    setSelection: (node, value, selection) => {
      bridge.setNodeSelection(node, value, selection);
      clock.wake();
    },
    selectText: (node, anchor, focus) => {
      bridge.selectText(node, anchor, focus);
      clock.settle();
    },
    announce: (node, words) => announcer.say(node, words),
    enter: () => {
      if (bridge.isKeyWanted('Enter')) input.pressChord('Enter', 0);
    },
  });

  /** @type {Clock} */
  const clock = new Clock({
    tick: (now) => bridge.tick(now),
    render: () => {
      bridge.render();
      if (!isShown) reveal();
    },
    afterTicks: (urgent) => {
      const change = bridge.readTreeIfChanged(urgent);
      if (change) twin.update(change);
      twin.followFocus(bridge.focusedTextBox());
      twin.followSelection();
      showTheme();
      input.showPointer();
      const isBehind = bridge.hasTreeChange();
      twin.sayWhetherBehind(isBehind);
      return isBehind;
    },
    animate: (now) => input.animate(now),
    nowSeconds: () => performance.now() / 1000,
    requestFrame: (callback) => requestAnimationFrame(callback),
    setTimer: (callback, milliseconds) => window.setTimeout(callback, milliseconds),
    clearTimer: (timer) => window.clearTimeout(timer),
  });
  crash.clock = clock;
  /** @type {Input} */
  const input = new Input(canvas, bridge, clock, twin, isMac);

  const imports = new Imports(
    {
      progress: (job, done, total) => {
        bridge.reportProgress(job, done, total);
        clock.wake();
      },
      pack: (job, bytes, blob) => {
        arrivingBlob = blob;
        bridge.takePack(job, bytes);
        arrivingBlob = null;
        clock.wake();
      },
      earlyPack: (job, bytes) => {
        bridge.takeEarlyPack(job, bytes);
        clock.wake();
      },
      merged: (ids, bytes, blob) => {
        arrivingBlob = blob;
        bridge.takeMerged(ids, bytes);
        arrivingBlob = null;
        clock.wake();
      },
      finish: (job, cancelled, error, reports) => {
        bridge.finishImport(job, cancelled, error, reports);
        clock.wake();
      },
    },
    () => new Worker(new URL('./import_worker.js', import.meta.url), { type: 'module' }),
  );

  /** @param {import('./files.js').Arrival} arrival */
  const arrive = (arrival) => {
    if (arrival.link) {
      if (hasBegun) bridge.followLink(arrival.link);
      clock.settle();
      return;
    }
    if (!hasBegun) {
      early.push(arrival);
      return;
    }
    bridge.announceFiles(imports.add(arrival), arrival.files.length, arrival.label);
    clock.settle();
  };
  const files = new Files(document, part('drop'), arrive, (target) => twin.isTextBox(target), (x, y) => textBoxAt(part('twin'), x, y));

  /** The `copy` event being answered, if the wish to copy came by the browser's menu. */
  let copying = /** @type {ClipboardEvent | null} */ (null);
  // Safari copies from a page without a selection of its own only where this event was answered.
  document.addEventListener('beforecopy', (event) => {
    if (!twin.isTextBox(event.target) && bridge.isKeyWanted('Control+C')) event.preventDefault();
  });
  document.addEventListener('copy', (event) => {
    twin.onSelection(); // the browser tells of a change late
    if (twin.isTextBox(event.target) || !bridge.isKeyWanted('Control+C')) return;
    copying = event;
    input.pressChord('c', isMac ? MODIFIER.meta : MODIFIER.control);
    copying = null;
  });

  /**
   * The bytes of a pack as the browser keeps them.
   * @param {{ id: string, at: number, size: number }} effect
   */
  const blobOf = ({ id, at, size }) => {
    const blob = arrivingBlob ?? blobs.get(id) ?? new Blob([bridge.copyBytes(at, size)]);
    blobs.set(id, blob);
    return blob;
  };

  bridge.onEffects = (effects) => {
    for (const effect of effects) {
      switch (effect.type) {
        case 'start_import':
          imports.start(effect.job);
          break;
        case 'stop_import':
          imports.stop(effect.job);
          break;
        case 'store_pack': {
          store.putPack(effect.id, blobOf(effect));
          if (!askedToPersist) void navigator.storage?.persist?.().catch(() => false);
          askedToPersist = true;
          break;
        }
        case 'remove_pack':
          blobs.delete(effect.id);
          store.removePack(effect.id);
          break;
        case 'merge_packs':
          imports.merge({
            ids: effect.parts.map(({ id }) => id),
            blobs: effect.parts.map((part) => blobs.get(part.id) ?? new Blob([bridge.copyBytes(part.at, part.size)])),
            leftOut: effect.parts.map((part) => part.left_out),
            sources: effect.sources,
            repair: effect.repair,
          });
          break;
        case 'replace_packs':
          for (const id of effect.replaced) blobs.delete(id);
          void store.replacePacks(effect.id, blobOf(effect), effect.replaced);
          break;
        case 'store_user_data':
          store.putUserData(effect.json);
          break;
        case 'show_file_picker':
          files.pick(effect.folder);
          break;
        case 'open_url':
          window.open(effect.url, '_blank', 'noopener,noreferrer');
          break;
        case 'write_clipboard':
          writeClipboard(effect.text, copying);
          break;
        case 'read_clipboard':
          void readClipboard().then(
            (text) => twin.insert(effect.node, text),
            () => {
              bridge.refusePaste();
              clock.wake();
            },
          );
          break;
        case 'write_link':
          writeClipboard(linkTo(effect.fragment, location), copying);
          break;
        case 'set_language':
          speak(effect.tag);
          break;
        case 'show_page':
          plain.show(effect.title, effect.page);
          break;
        case 'set_window_title':
          titleWindow('app', effect.title);
          break;
      }
    }
  };

  const plain = new PlainPage(
    { page: part('plain'), text: part('plain-text'), back: part('plain-back'), print: part('plain-print'), covered: [part('twin')] },
    (fragment) => {
      bridge.followLink(fragment);
      clock.settle();
    },
  );
  plain.printed(() => bridge.showPrint());

  const context = new DrawingContext({
    lose: () => bridge.loseContext(),
    restore: () => bridge.restoreContext(),
    tell: () => {
      leave();
      if (!bridge.crashed) showStop(say('lostDrawing'), say('lostDrawingWhy'));
    },
    takeBack: () => {
      if (bridge.crashed) return;
      hideStop();
      twin.onShown();
    },
    isHidden: () => document.hidden,
    setTimer: (callback, milliseconds) => window.setTimeout(callback, milliseconds),
    clearTimer: (timer) => window.clearTimeout(timer),
  });
  canvas.addEventListener('webglcontextlost', (event) => context.onLost(event));
  canvas.addEventListener('webglcontextrestored', () => {
    context.onRestored();
    clock.redraw();
  });
  document.addEventListener('visibilitychange', () => context.onVisibility());
  watchKeyboard(window);
  watchSize(canvas, (facts) => {
    bridge.resizeWindow(facts);
    if (hasBegun) clock.redrawNow();
  });
  watchPreferences({
    theme: (dark, contrast) => {
      bridge.changeTheme(dark, contrast);
      clock.redraw();
    },
    motion: (reduced) => bridge.changeMotion(reduced),
    languages: () => {
      bridge.changeLanguages(navigator.languages);
      clock.redraw();
    },
  });

  function reveal() {
    isShown = true;
    part('shell').hidden = true;
    document.documentElement.dataset['state'] = 'ready';
  }

  function showTheme() {
    const { dark, contrast } = bridge.theme();
    const theme = `${dark ? 'dark' : 'light'}${contrast ? ' contrast' : ''}`;
    if (theme === shownTheme) return;
    shownTheme = theme;
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
    const colour = contrast ? (dark ? '#000000' : '#FFFFFF') : dark ? '#17181B' : '#FBFAF7';
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.setAttribute('content', colour);
  }

  // A page in the background may be ended without another word; one that is left hears so by `pagehide`.
  const leave = () => {
    if (!hasBegun) return;
    clock.settle();
    store.leave();
  };
  window.addEventListener('pagehide', leave);
  window.addEventListener('pagehide', () => {
    if (crash.isAgain === null) restarts.left();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) leave();
  });

  /** The address may lead to a moment, now or when a link on the page's own address is followed. */
  function followLink() {
    if (!/(^#|&)episode=/.test(location.hash)) return;
    bridge.followLink(location.hash);
    clock.wake();
  }
  window.addEventListener('hashchange', () => {
    if (hasBegun) followLink();
  });

  return {
    begin() {
      hasBegun = true;
      for (const arrival of early) arrive(arrival);
      early = [];
      clock.redraw();
    },
    followLink,
  };
}

start().catch((error) => {
  if (error instanceof WebAssembly.CompileError) {
    showPlain(say('cannotRun'), say('tooOldWhy'), error.message);
  } else {
    crash.report(error);
  }
});
