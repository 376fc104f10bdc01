// Pictures of the page in every state, width and theme.
import path from 'node:path';
import { startBrowser } from '../e2e/lib/app.mjs';

/** Of the windows, by width. */
const kHeights = { 360: 740, 768: 1024, 1280: 800 };

/** Opens the episode whose transcript and notes are long. */
async function openEpisode(app, narrow) {
  if (narrow) {
    const drawer = await app.count('button', 'Library');
    if (drawer) await app.press('button', 'Library');
  }
  await app.press('button', /Three Copies of the Truth|three copies/i);
  await app.find('tab', null, { selected: 'true' });
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
  results: async (app) => {
    await app.search('cache');
    await app.find('option', /cache/i);
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
  empty: async (app, narrow) => {
    if (narrow && (await app.count('button', 'Library'))) await app.press('button', 'Library');
    await app.press('button', /^Show: /);
    const remove = await app.find('menuitem', /Remove/).catch(() => null);
    if (remove) await app.press('menuitem', /Remove/);
    await app.page.keyboard.press('Escape');
  },
  error: async (app) => {
    await app.give('drop', [{ name: 'picture.vtt', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] }]);
    await app.find('alert', null);
  },
  'import-report': async (app) => {
    await app.give('drop', [
      { name: 'picture.vtt', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] },
      { name: 'tide tables.vtt', text: 'WEBVTT\n\n00:01.000 --> 00:04.000\nThe tide table is a promise.\n\n00:75.000 --> 00:80.000\nLost?\n\n00:09.000 --> 00:06.000\nBackwards.\n' },
      { name: 'tide tables.md', text: '# Tide tables\n\n1. What a table promises (00:01)\n2. And what it does not\n' },
      { name: 'loose notes.txt', text: 'Loose notes\n\nI. First\n  - one\n  - two\nII. Second\n' },
    ]);
    await app.press('button', /report/i);
    await app.find('dialog', null);
  },
  crashed: async (app) => {
    await app.page.evaluate(() => {
      document.getElementById('stop').hidden = false;
      document.getElementById('stop-title').textContent = 'Earshot stopped';
      document.getElementById('stop-text').textContent = 'Something in the program went wrong. Your library is safe: reload, and you are back where you were.';
      document.getElementById('stop-detail').textContent = 'RuntimeError: unreachable\n    at earshot-app.wasm:0x1234';
      document.getElementById('stop-detail').hidden = false;
      document.getElementById('stop-copy').hidden = false;
      document.getElementById('stop-version').textContent = document.documentElement.dataset.version;
    });
  },
};

/**
 * Takes the pictures; answers what went wrong.
 * @param {{ out: string, only: string[], widths: number[] }} wish
 */
export async function takeWebShots(wish) {
  const cleanUps = [];
  const failures = [];
  const browser = await startBrowser({ after: (done) => cleanUps.push(done) });
  for (const width of wish.widths) {
    for (const scheme of ['light', 'dark']) {
      for (const [name, reach] of Object.entries(kStates)) {
        if (wish.only.length > 0 && !wish.only.includes(name)) continue;
        const file = path.join(wish.out, `web-${name}-${width}-${scheme}.png`);
        const app = await browser.open({ width, height: kHeights[width] ?? 800, scheme });
        try {
          await reach(app, width < 900);
          await app.page.mouse.move(1, 1);
          // Two frames: what came last is drawn.
          await app.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          await app.page.screenshot({ path: file });
          console.log(file);
        } catch (error) {
          failures.push(`${name} ${width} ${scheme}: ${error instanceof Error ? error.message : error}`);
          await app.page.screenshot({ path: file.replace('.png', '-failed.png') }).catch(() => {});
        }
        await app.context.close();
      }
    }
  }
  for (const done of cleanUps) await done();
  return failures;
}
