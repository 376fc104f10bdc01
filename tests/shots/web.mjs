// Pictures of the page in every state, width and theme.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startBrowser } from '../e2e/lib/app.mjs';
import { kMainStates } from '../e2e/lib/states.mjs';

/** Of the windows, by width. */
const kHeights = { 360: 740, 768: 1024, 1280: 800, 1920: 1080 };

/** What the system asks for. */
const kThemes = {
  light: { scheme: 'light', contrast: 'no-preference' },
  dark: { scheme: 'dark', contrast: 'no-preference' },
  contrast: { scheme: 'light', contrast: 'more' },
  'contrast-dark': { scheme: 'dark', contrast: 'more' },
};
export const kThemeNames = Object.keys(kThemes);

/** Opens the episode whose transcript and notes are long. */
async function openEpisode(app, narrow) {
  if (narrow) {
    const drawer = await app.count('button', 'Library');
    if (drawer) await app.press('button', 'Library');
  }
  await app.press('button', /Three Copies of the Truth|three copies/i);
  await app.find('tab', null, { selected: 'true' });
}

/** Notes in thirty languages: what the shipped fonts lack comes from the system's. */
async function openLanguages(app) {
  const text = readFileSync(new URL('languages/languages.md', import.meta.url), 'utf8');
  await app.give('drop', [{ name: 'languages.md', text }]);
  await app.find('heading', 'Left to right');
  await app.press('button', 'Dismiss');
  await app.gone('button', 'Dismiss');
}

/** Each brings a fresh page into a state. */
const kStates = {
  library: async (app, narrow) => {
    if (narrow && (await app.count('button', 'Library'))) await app.press('button', 'Library');
    await app.find('list', 'Episodes');
  },
  reader: async (app, narrow) => {
    await openEpisode(app, narrow);
    await app.press('tab', 'Notes');
  },
  transcript: async (app, narrow) => {
    await openEpisode(app, narrow);
    await app.press('tab', 'Transcript');
    await app.find('tab', 'Transcript', { selected: 'true' });
  },
  // What stands in the rail of a wide window has a dialog in narrower ones.
  episode: async (app, narrow) => {
    await openEpisode(app, narrow);
    if (!narrow) return;
    await app.press('button', 'About this episode');
    await app.find('dialog', 'About this episode');
  },
  // A passage is selected, its menu open.
  selection: async (app, narrow) => {
    await openEpisode(app, narrow);
    await app.press('tab', 'Transcript');
    const cues = await app.page.evaluate(() => window.__find('paragraph', null, null).slice(1, 4).map((one) => window.__place(one)));
    await app.page.mouse.move(cues[0].left + 60, cues[0].top + 12);
    await app.page.mouse.down();
    await app.page.mouse.move(cues[2].left + 90, cues[2].top + 10, { steps: 5 });
    await app.page.mouse.up();
    await app.page.mouse.click(cues[1].left + 120, cues[1].top + 12, { button: 'right' });
    await app.find('menu', 'Text');
  },
  find: async (app, narrow) => {
    await openEpisode(app, narrow);
    await app.press('tab', 'Transcript');
    await app.page.keyboard.down('Control');
    await app.page.keyboard.press('f');
    await app.page.keyboard.up('Control');
    await app.find('searchbox', 'Find');
    await app.page.keyboard.type('the');
    await app.find('status', /^1 of/);
  },
  palette: async (app) => {
    await app.page.keyboard.press('F1');
    await app.find('dialog', 'All commands');
    await app.page.keyboard.type('co');
    await app.find('option', /^Copy|^Comf/);
  },
  settings: async (app) => {
    await app.page.keyboard.down('Control');
    await app.page.keyboard.press(',');
    await app.page.keyboard.up('Control');
    await app.find('dialog', 'Settings');
  },
  contrast: async (app, narrow) => {
    await openEpisode(app, narrow);
    await app.press('button', 'More');
    await app.press('menuitemradio', 'High contrast');
  },
  results: async (app) => {
    await app.search('cache');
    await app.find('option', /cache/i);
    await app.page.keyboard.press('Escape'); // the list of suggestions
    await app.gone('listbox', 'Suggestions');
  },
  suggestions: kMainStates.suggestions,
  // What was looked for before, in the empty field.
  recent: async (app) => {
    for (const query of ['tail latency', 'speaker:mara cache']) {
      await app.search(query);
      await app.find('region', 'Search results');
      await app.page.keyboard.press('Escape');
      await app.page.keyboard.press('Enter');
    }
    await app.search('');
    await app.find('listbox', 'Recent searches');
  },
  corrected: kMainStates.mistakes,
  why: async (app) => {
    await app.search('tail latency ');
    await app.find('option', /latency/i);
    await app.page.keyboard.down('Control');
    await app.page.keyboard.press('.');
    await app.page.keyboard.up('Control');
    await app.find('dialog', /^Why/);
  },
  repair: async (app) => {
    await app.give('drop', [{ name: 'harbour.md', text: '# At the harbour\n\n- The Caf\u00c3\u00a9 opens at six \u00e2\u20ac\u201c or never\n- Boats\n' }]);
    await app.find('button', 'Repair them');
    await app.press('button', 'Dismiss');
  },
  moment: async (app) => {
    await app.search('tail latency');
    await app.find('option', /latency/i);
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press('Enter');
    await app.gone('region', 'Search results');
  },
  nothing: async (app) => {
    await app.search('xylophone zeppelin');
    await app.find('status', null);
  },
  empty: kMainStates.empty,
  error: kMainStates.failure,
  'import-report': async (app) => {
    await app.give('drop', [
      { name: 'picture.vtt', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] },
      { name: 'tide tables.vtt', text: 'WEBVTT\n\n00:01.000 --> 00:04.000\nThe tide table is a promise.\n\n00:75.000 --> 00:80.000\nLost?\n\n00:09.000 --> 00:06.000\nBackwards.\n' },
      { name: 'tide tables.md', text: '# Tide tables\n\n1. What a table promises (00:01)\n2. And what it does not\n' },
      { name: 'loose notes.txt', text: 'Loose notes\n\nI. First\n  - one\n  - two\nII. Second\n' },
    ]);
    await app.find('status', /^Added \d+/);
    await app.press('button', 'More');
    await app.press('menuitem', 'Import report');
    await app.find('dialog', 'Import report');
  },
  languages: openLanguages,
  'languages-end': async (app) => {
    await openLanguages(app);
    await app.page.keyboard.press('End');
    await app.find('paragraph', /^Mixed/);
  },
  // The page that one prints.
  plain: async (app, narrow) => {
    await openEpisode(app, narrow);
    await app.page.keyboard.down('Shift');
    await app.page.keyboard.press('P');
    await app.page.keyboard.up('Shift');
    await app.wait(() => !document.getElementById('plain').hidden);
  },
  menu: async (app) => {
    await app.press('button', 'More');
    await app.find('menu', null);
  },
  chapters: async (app, narrow) => {
    await openEpisode(app, narrow);
    await app.press('tab', 'Chapters');
  },
  source: async (app, narrow) => {
    await openEpisode(app, narrow);
    await app.press('tab', 'Source');
    await app.find('tab', 'Source', { selected: 'true' });
  },
  'link-menu': async (app) => {
    await app.give('drop', [{ name: 'harbour.md', text: '# At the harbour\n\n- The [tide tables](https://example.org/tides) of the year\n- Boats\n' }]);
    await app.find('heading', 'At the harbour');
    await app.press('button', 'Dismiss');
    const { x, y } = await app.find('link', 'tide tables');
    await app.page.mouse.click(x, y, { button: 'right' });
    await app.find('menu', null);
  },
  file: async (app) => {
    await kMainStates.file(app);
  },
  shortcuts: async (app) => {
    await app.press('button', 'More');
    await app.press('menuitem', 'Keyboard shortcuts');
    await app.find('dialog', 'Keyboard shortcuts');
  },
  about: async (app) => {
    await app.press('button', 'More');
    await app.press('menuitem', 'About Earshot');
    await app.find('dialog', 'About Earshot');
  },
  drop: async (app) => {
    await app.page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['WEBVTT'], 'a.vtt'));
      document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await app.wait(() => !document.getElementById('drop').hidden);
  },
  crashed: async (app) => {
    await app.page.evaluate(() => {
      document.getElementById('stop').hidden = false;
      document.getElementById('stop-title').textContent = 'Earshot stopped';
      document.getElementById('stop-text').textContent = 'Something in the program went wrong. Your library is safe: reload, and you are back where you were.';
      document.getElementById('stop-detail').textContent = 'RuntimeError: unreachable\n    at earshot-app.wasm:0x1234';
      document.getElementById('stop-detail').hidden = false;
      document.getElementById('stop-copy').hidden = false;
      document.getElementById('stop-version').textContent = `Version ${document.documentElement.dataset.version}`;
    });
  },
};

/**
 * Width and height that a PNG says of itself.
 * @param {Uint8Array} png
 */
function sizeOf(png) {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

/**
 * Pictures of the state as it is, in each theme and language. A state is reached in English; the language then changes as it does
 * when somebody changes the browser's.
 * @param {import('../e2e/lib/app.mjs').App} app
 * @param {{ themes: string[], languages: string[] }} wish
 * @param {(theme: string, language: string) => string} fileOf
 */
async function takeAll(app, { themes, languages }, fileOf) {
  const cdp = await app.page.createCDPSession();
  const userAgent = await app.page.browser().userAgent();
  for (const language of languages) {
    if (language !== 'en') {
      await cdp.send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: language });
      await app.page.evaluate(() => window.dispatchEvent(new Event('languagechange')));
      await app.wait((tag) => document.documentElement.lang === tag, language);
    }
    for (const theme of themes) {
      const { scheme, contrast } = kThemes[theme];
      const features = [{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-contrast', value: contrast }];
      await cdp.send('Emulation.setEmulatedMedia', { features });
      await app.wait((wanted) => document.documentElement.dataset.theme === wanted, scheme);
      // Two frames: what came last is drawn.
      await app.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const file = fileOf(theme, language);
      const png = await app.page.screenshot({ path: file });
      const { width, height, deviceScaleFactor } = app.page.viewport();
      const wanted = [width, height].map((points) => Math.round(points * deviceScaleFactor));
      if (String(sizeOf(png)) !== String(wanted)) throw new Error(`${file} has ${sizeOf(png).join(' x ')} pixels, not ${wanted.join(' x ')}`);
      console.log(file);
    }
  }
}

/**
 * Takes the pictures; answers what went wrong.
 * @param {{ out: string, only: string[], widths: number[], ratios: number[], themes: string[], languages: string[] }} wish
 */
export async function takeWebShots(wish) {
  const cleanUps = [];
  const failures = [];
  const browser = await startBrowser({ after: (done) => cleanUps.push(done) });
  for (const ratio of wish.ratios) {
    for (const width of wish.widths) {
      for (const [name, reach] of Object.entries(kStates)) {
        if (wish.only.length > 0 && !wish.only.includes(name)) continue;
        const fileOf = (theme, language) =>
          path.join(wish.out, `web-${name}-${width}-${theme}${language === 'en' ? '' : `-${language}`}${ratio === 1 ? '' : `@${ratio}x`}.png`);
        const app = await browser.open({ width, height: kHeights[width] ?? 800, ratio });
        try {
          await reach(app, width < 900);
          await app.page.mouse.move(1, 1);
          await takeAll(app, wish, fileOf);
        } catch (error) {
          failures.push(`${name} ${width} @${ratio}x: ${error instanceof Error ? error.message : error}`);
          await app.page.screenshot({ path: fileOf('failed', 'en') }).catch(() => {});
        }
        await app.context.close();
      }
    }
  }
  for (const done of cleanUps) await done();
  return failures;
}
