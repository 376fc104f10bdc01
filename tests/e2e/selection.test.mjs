// Selecting, copying and links to moments in the page, where they go through the DOM.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let browser;

before(async () => {
  if (!skip) browser = await startBrowser(cleanUps);
});
after(() => cleanUps.run());

/** A transcript of two speakers on the screen. */
async function openTalk(options) {
  const app = await browser.open(options);
  await app.give('drop', [{ name: 'talk.vtt', text: kTalk }]);
  await app.find('paragraph', /the zebra sleeps/);
  await app.press('button', 'Dismiss');
  return app;
}
const kTalk = `WEBVTT

00:01.000 --> 00:03.000
<v Mara>Tonight the zebra sleeps.

00:04.000 --> 00:06.000
<v Jonas>And nobody wakes it.

02:00.000 --> 02:06.000
<v Mara>Until the lions come home.
`;

/** What the browser pastes into a text area of another page. */
async function pasted(app) {
  const page = await app.page.browserContext().newPage();
  await page.goto('about:blank');
  await page.setContent('<textarea id="box"></textarea>');
  await page.focus('#box');
  await page.keyboard.down('Control');
  await page.keyboard.press('v', { commands: ['paste'] });
  await page.keyboard.up('Control');
  const text = await page.$eval('#box', (box) => box.value);
  await page.close();
  await app.page.bringToFront();
  return text;
}

async function copy(app) {
  await app.page.keyboard.down('Control');
  await app.page.keyboard.press('c', { commands: ['copy'] });
  await app.page.keyboard.up('Control');
}

test('a passage dragged over with the mouse is pasted elsewhere', { skip }, async () => {
  const app = await openTalk();
  const first = await app.find('paragraph', /zebra/);
  const second = await app.find('paragraph', /nobody/);
  await app.page.mouse.move(first.left + 1, first.top + 12);
  await app.page.mouse.down();
  await app.page.mouse.move(first.left + 40, second.top + 5, { steps: 4 });
  await app.page.mouse.move(second.left + 600, second.top + 12, { steps: 4 });
  await app.page.mouse.up();
  await copy(app);
  assert.equal(await pasted(app), 'Tonight the zebra sleeps.\nAnd nobody wakes it.');
  assert.deepEqual(app.errors, []);
});

test('a passage is selected and copied by keyboard alone', { skip }, async () => {
  const app = await openTalk();
  const { keyboard } = app.page;
  await keyboard.press('F7');
  for (const chord of [['Control', 'Home'], ['Shift', 'End']]) {
    await keyboard.down(chord[0]);
    await keyboard.press(chord[1]);
    await keyboard.up(chord[0]);
  }
  await copy(app);
  assert.equal(await pasted(app), 'Tonight the zebra sleeps.');
});

test('find counts, walks, and leads back by Escape', { skip }, async () => {
  const app = await openTalk();
  await app.page.keyboard.down('Control');
  await app.page.keyboard.press('f');
  await app.page.keyboard.up('Control');
  await app.find('searchbox', 'Find');
  await app.page.keyboard.type('THE');
  await app.find('status', '1 of 2');
  await app.page.keyboard.press('Enter');
  await app.find('status', '2 of 2');
  await app.page.keyboard.press('Escape');
  await app.gone('searchbox', 'Find');
  await app.find('paragraph', /zebra/);
});

test('a link to a moment opens the page there', { skip }, async () => {
  const app = await openTalk();
  const lions = await app.find('paragraph', /lions/);
  await app.page.mouse.click(lions.left + 20, lions.top + 12, { button: 'right' });
  await app.find('menuitem', 'Copy a link to this moment');
  await app.page.evaluate(() => {
    navigator.clipboard.writeText = (text) => {
      window.__copied = text;
      return Promise.resolve();
    };
  });
  await app.press('menuitem', 'Copy a link to this moment');
  await app.wait(() => window.__copied);
  const link = await app.page.evaluate(() => window.__copied);
  assert.match(link, /#episode=[0-9a-f]{32}&t=120$/);
  // Something else is on the screen; the link leads back.
  await app.search('cache');
  await app.find('option', /cache/i);
  await app.gone('paragraph', /lions/);
  await app.page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash);
  await app.find('paragraph', /lions/);
});

test('Control and the wheel zoom the text and not the page', { skip }, async () => {
  const app = await openTalk();
  const before = await app.find('paragraph', /zebra/);
  await app.page.keyboard.down('Control');
  await app.page.mouse.move(before.x, before.y);
  await app.page.mouse.wheel({ deltaY: -100 });
  await app.page.keyboard.up('Control');
  await app.wait((width) => window.__place(window.__find('paragraph', { source: 'zebra', flags: '' }, null)[0]).height > width, before.height);
  assert.equal(await app.page.evaluate(() => window.visualViewport.scale), 1);
});

/** A transcript of many cues on the screen. */
async function openLong() {
  const app = await browser.open();
  let text = 'WEBVTT\n\n';
  for (let number = 0; number < 60; ++number) {
    const minute = String(number).padStart(2, '0');
    text += `00:${minute}:01.000 --> 00:${minute}:04.000\nSentence number ${number}.\n\n`;
  }
  await app.give('drop', [{ name: 'long.vtt', text }]);
  await app.find('paragraph', /number 3\./);
  await app.press('button', 'Dismiss');
  return app;
}

/** The browser's own selection. */
const selected = (app) => app.page.evaluate(() => document.getSelection().toString());

test('what is selected on the canvas is the selection that the browser knows', { skip }, async () => {
  const app = await openTalk();
  const first = await app.find('paragraph', /zebra/);
  await app.page.mouse.click(first.left + 20, first.top + 12, { count: 3 });
  await app.wait(() => document.getSelection().toString() !== '');
  assert.equal(await selected(app), 'Tonight the zebra sleeps.');
  await app.page.keyboard.press('Escape');
  await app.wait(() => document.getSelection().isCollapsed);
});

test('a selection made in the twin is the one that is drawn and copied', { skip }, async () => {
  const app = await openTalk();
  await app.page.evaluate(() => {
    const text = (words) => window.__find('paragraph', { source: words, flags: '' }, null)[0].firstChild;
    document.getSelection().setBaseAndExtent(text('zebra'), 8, text('nobody'), 10);
  });
  // It is the app's when the app can copy it.
  await copy(app);
  assert.equal(await pasted(app), 'the zebra sleeps.\nAnd nobody');
  await app.page.keyboard.press('Escape');
  await app.wait(() => document.getSelection().isCollapsed);
  assert.deepEqual(app.errors, []);
});

test('what is selected over several passages has line ends between them, in the browser, too', { skip }, async () => {
  const app = await openTalk();
  const cue = await app.find('paragraph', /zebra/);
  await app.page.mouse.click(cue.left + 20, cue.top + 12);
  await app.chord('Control', 'a');
  await app.wait(() => document.getSelection().toString().endsWith('come home.'));
  assert.equal(await selected(app), 'Tonight the zebra sleeps.\nAnd nobody wakes it.\nUntil the lions come home.');

  const notes = '# Knots\n\nRead [the knot book](https://knots.example.org/) first.\n\n- oil it\n- dry it\n\n| Rope | Load |\n| --- | --- |\n| hemp | little |\n';
  await app.give('drop', [{ name: 'knots.md', text: notes }]);
  const passage = await app.find('paragraph', /knot book/);
  await app.press('button', 'Dismiss');
  await app.page.mouse.click(passage.left + 5, passage.top + 12);
  await app.chord('Control', 'a');
  await app.wait(() => document.getSelection().toString().includes('little'));
  assert.deepEqual((await selected(app)).split(/\n+/), ['Knots', 'Read the knot book first.', 'oil it', 'dry it', 'Rope', 'Load', 'hemp', 'little']);
});

test('of a selection that is scrolled away the browser knows what is in the twin, and all of it is copied', { skip }, async () => {
  const app = await openLong();
  const cue = await app.find('paragraph', /number 3\./);
  await app.page.mouse.click(cue.left + 20, cue.top + 12);
  await app.chord('Control', 'a');
  await app.wait(() => document.getSelection().anchorNode?.data === 'Sentence number 0.');
  await app.page.mouse.wheel({ deltaY: 2400 });
  await app.gone('paragraph', /number 3\./);
  await app.wait(() => /number [3-9]\d\.$/.test(document.getSelection().focusNode?.data ?? ''));
  await app.wait(() => /^Sentence number [1-9]\d\.$/.test(document.getSelection().anchorNode?.data ?? ''));
  await copy(app);
  const lines = (await pasted(app)).split('\n');
  assert.equal(lines.length, 60);
  assert.equal(lines[0], 'Sentence number 0.');
});

test('a text box has its own selection, and gives the text\'s back when it is left', { skip }, async () => {
  const app = await openTalk();
  const first = await app.find('paragraph', /zebra/);
  await app.page.mouse.click(first.left + 20, first.top + 12, { count: 3 });
  await app.wait(() => document.getSelection().toString().startsWith('Tonight'));
  await app.chord('Control', 'f');
  await app.find('searchbox', 'Find');
  await app.page.keyboard.type('lions');
  await app.find('status', '1 of 1');
  assert.equal((await app.find('searchbox', 'Find')).value, 'lions');
  await app.page.keyboard.press('Escape');
  await app.gone('searchbox', 'Find');
  await app.wait(() => document.getSelection().toString() === 'Tonight the zebra sleeps.');
  assert.deepEqual(app.errors, []);
});

test('a selection on the plain page stays while the app under it changes, and the text has its own again behind it', { skip }, async () => {
  const app = await openTalk();
  const first = await app.find('paragraph', /zebra/);
  await app.page.mouse.click(first.left + 20, first.top + 12, { count: 3 });
  await app.wait(() => document.getSelection().toString() === 'Tonight the zebra sleeps.');
  await app.chord('Shift', 'P');
  await app.wait(() => !document.getElementById('plain').hidden);
  const passage = await app.page.evaluate(() => {
    const walker = document.createTreeWalker(document.getElementById('plain-text'), 4 /* text */);
    while (!walker.nextNode().data.includes('nobody'));
    document.getSelection().selectAllChildren(walker.currentNode.parentNode);
    return document.getSelection().toString();
  });
  assert.match(passage, /nobody/);
  const { width, height } = app.page.viewport();
  await app.page.setViewport({ width: width - 160, height });
  await app.wait((left) => window.__place(window.__find('paragraph', { source: 'zebra', flags: '' }, null)[0]).left !== left, first.left);
  await app.pass(1);
  assert.equal(await selected(app), passage);
  await app.page.click('#plain-back');
  await app.wait(() => document.getSelection().toString() === 'Tonight the zebra sleeps.');
  assert.deepEqual(app.errors, []);
});

test('a link stands where the canvas shows it, so that a finger of assistive technology meets it', { skip }, async () => {
  const app = await browser.open();
  await app.give('drop', [{ name: 'knots.md', text: '# Knots\n\nBefore all else read [the knot book](https://knots.example.org/) and then [the sail plan](https://sails.example.org/).\n' }]);
  const link = await app.find('link', 'the sail plan');
  const paragraph = await app.find('paragraph', /^Before all else read the knot book and then the sail plan\.$/);
  assert.ok(link.left > paragraph.left + 200 && link.x < paragraph.left + paragraph.width, JSON.stringify({ link, paragraph }));
  await app.page.evaluate(() => {
    window.open = (url) => void (window.__opened = url);
  });
  await app.press('button', 'Dismiss');
  await app.click('link', 'the sail plan');
  await app.wait(() => window.__opened === 'https://sails.example.org/');
});
