// What the shipped fonts lack is drawn by the system's fonts on a 2D canvas: the page's own calls are listened to.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const kHebrew = '\u05E9\u05DC\u05D5\u05DD';
const kArabic = '\u0645\u0631\u062D\u0628\u0627';
const kIdeograph = '\u4E2D';
const kFamily = '\u{1F469}\u200D\u{1F469}\u200D\u{1F467}';
const kNobodys = '\u{12000}'; // cuneiform

/** Whether some font on this machine has the character. */
function isInstalled(character) {
  try {
    return execFileSync('fc-list', [`:charset=${character.codePointAt(0).toString(16)}`, 'family'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return false;
  }
}

const skip = whySkipped();
let browser;
before(async () => {
  if (!skip) browser = await startBrowser(cleanUps);
});
after(() => cleanUps.run());

/** Notes on the screen, and a diary of what was drawn on canvases for them. */
async function openNotes(text) {
  const app = await browser.open();
  await app.page.evaluate(() => {
    window.__texts = [];
    const { prototype } = window.CanvasRenderingContext2D;
    const { fillText } = prototype;
    prototype.fillText = function (drawn, ...rest) {
      window.__texts.push({ text: drawn, font: this.font, direction: this.direction });
      return fillText.call(this, drawn, ...rest);
    };
  });
  await app.give('drop', [{ name: 'signs.md', text }]);
  await app.find('paragraph', /the end/);
  await app.press('button', 'Dismiss');
  return app;
}

/** What was drawn to be shown; single characters are also drawn to see whether the system has them. */
const shown = (app) => app.page.evaluate(() => window.__texts.filter(({ font }) => !font.includes('24px')));

async function copied(app) {
  await app.page.keyboard.down('Control');
  await app.page.keyboard.press('c', { commands: ['copy'] });
  await app.page.keyboard.up('Control');
  const page = await app.page.browserContext().newPage();
  await page.setContent('<textarea id="box"></textarea>');
  await page.focus('#box');
  await page.keyboard.down('Control');
  await page.keyboard.press('v', { commands: ['paste'] });
  await page.keyboard.up('Control');
  return page.$eval('#box', (box) => box.value);
}

test('words that run left are drawn whole, by the browser, in that direction', { skip }, async (t) => {
  if (!isInstalled(kHebrew) || !isInstalled(kArabic)) return t.skip('no font here has Hebrew and Arabic');
  const app = await openNotes(`# Signs\n\nPeace is ${kHebrew} and hello is ${kArabic}, the end.\n`);
  const texts = await shown(app);
  for (const word of [kHebrew, kArabic]) {
    assert.equal(texts.find(({ text }) => text === word)?.direction, 'rtl', word);
  }
  assert.deepEqual(texts.filter(({ text }) => /[a-z]/i.test(text)), [], 'what is shipped is not asked for');
  assert.deepEqual(app.errors, []);
});

test('a paragraph that runs left begins on the right, and is copied in its own order', { skip }, async (t) => {
  if (!isInstalled(kHebrew)) return t.skip('no font here has Hebrew');
  const app = await openNotes(`# Signs\n\n${kHebrew} ${kHebrew}\u05D9 the end\n`);
  const paragraph = await app.find('paragraph', /the end/);
  await app.page.mouse.click(paragraph.left + paragraph.width - 10, paragraph.top + 12, { count: 2 });
  assert.equal(await copied(app), kHebrew);
});

test('a picture is drawn once, however often the screen is', { skip }, async (t) => {
  if (!isInstalled(kIdeograph)) return t.skip('no font here has ideographs');
  const app = await openNotes(`# Signs\n\n${kIdeograph}${kIdeograph} the end ${kIdeograph}\n`);
  const paragraph = await app.find('paragraph', /the end/);
  const { draws } = await app.seen();
  for (const x of [5, 40, 80]) await app.page.mouse.move(paragraph.left + x, paragraph.top + 10);
  await app.page.mouse.click(paragraph.left + 30, paragraph.top + 12, { count: 2 });
  await app.wait((before) => window.__seen.draws > before, draws);
  // Reading text and whatever else shows the words differ in size or weight.
  const keys = (await shown(app)).filter(({ text }) => text === kIdeograph).map(({ font }) => font);
  assert.equal(keys.length, new Set(keys).size);
});

test('a family is one picture', { skip }, async (t) => {
  if (!isInstalled('\u{1F469}')) return t.skip('no font here has emoji');
  const app = await openNotes(`# Signs\n\n${kFamily} the end\n`);
  assert.ok((await shown(app)).some(({ text }) => text === kFamily));
});

test('what no font has is not asked to be shown', { skip }, async (t) => {
  if (isInstalled(kNobodys)) return t.skip('a font here has cuneiform');
  const app = await openNotes(`# Signs\n\n${kNobodys} the end\n`);
  assert.ok(!(await shown(app)).some(({ text }) => text.includes(kNobodys)));
});
