// One scripted user in three browsers: by role and name through the twin, and again by the keyboard alone.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { installFinder, kSite, patternOf, whySkipped } from './lib/app.mjs';
import { engineMissing, startEngine } from './lib/engines.mjs';
import { startServer } from '../../web/tools/serve.mjs';

const kWaitMilliseconds = Number(process.env.EARSHOT_E2E_WAIT ?? 60_000);
const kNotes = '---\ntitle: Trimming the wick\n---\n\n# Contents\n\n- Oil\n  - Whale oil\n  - Paraffin\n- Glass\n';
const kTranscript = 'WEBVTT\n\n00:09.000 --> 00:02.000\nThis cue ends early.\n\n00:10.000 --> 00:12.000\n<v Ada>The quokka lit the lamp.\n\n00:20.000 --> 00:22.000\n<v Bob>Another quokka put it out.\n';
const minute = (number) => `0${Math.floor(number / 60)}:${String(number % 60).padStart(2, '0')}`;
const cue = (number) => `${minute(number)}:00.000 --> ${minute(number)}:09.000\n<v Speaker ${number % 2}>Sentence number ${number}.\n`;
/** Longer than any window. */
const kLong = `WEBVTT\n\n${Array.from({ length: 90 }, (_, number) => cue(number)).join('\n')}`;

let server;
let folder;
before(async () => {
  if (whySkipped()) return;
  server = await startServer(kSite, 0);
  folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-users-'));
  writeFileSync(path.join(folder, '01-wick.md'), kNotes);
  writeFileSync(path.join(folder, '01-wick.vtt'), kTranscript);
  writeFileSync(path.join(folder, '02-long.vtt'), kLong);
});
after(async () => {
  await server?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Sees the page by role and name, whatever the engine. */
class User {
  constructor(page) {
    this.page = page;
  }

  async start() {
    await this.page.goto(server.address);
    await this.page.evaluate(installFinder);
    await this.see('navigation', 'Library');
  }

  /** Waits until an element is there, or until none is. */
  async see(role, name, { state = null, gone = false } = {}) {
    const seen = await this.page.evaluate((r, n, s, none, limit) => new Promise((resolve) => {
      const began = Date.now();
      const look = () => {
        const found = window.__find(r, n, s);
        if (found.length === 0 === none) resolve(none ? {} : window.__place(found[0]));
        else if (Date.now() - began > limit) resolve(null);
        else setTimeout(look, 50);
      };
      look();
    }), role, patternOf(name), state, gone, kWaitMilliseconds);
    assert.ok(seen, `${gone ? 'still' : 'no'} ${role} ${name}`);
    return seen;
  }

  /** As assistive technology acts on an element. */
  async act(role, name, how = 'click') {
    await this.see(role, name);
    await this.page.evaluate((r, n, h) => window.__find(r, n)[0][h](), role, patternOf(name), how);
  }

  /** As assistive technology, or dictation, fills a text box. */
  async fill(role, name, value) {
    await this.act(role, name, 'focus');
    await this.page.evaluate((r, n, v) => {
      const box = window.__find(r, n)[0];
      box.value = v;
      box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: v }));
    }, role, patternOf(name), value);
  }

  async open(...names) {
    await this.page.upload('#pick-files', names.map((name) => path.join(folder, name)));
    await this.see('status', /Added 1 episode/);
  }

  /** By the palette, as assistive technology uses it. */
  async command(name) {
    await this.act('button', 'More');
    await this.act('menuitem', /^All commands/);
    await this.see('dialog', 'All commands');
    await this.fill('combobox', 'Command', name);
    await this.act('option', new RegExp(`^${name}`));
    await this.see('dialog', 'All commands', { gone: true });
  }

  /** Walks by the arrow key from the combo box with the focus until that tells the option as its active one. */
  async walkTo(name) {
    const told = () => this.page.evaluate(() => {
      const active = document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '');
      return active?.getAttribute('role') === 'option' ? window.__place(active).name : '';
    });
    for (let step = 0; step < 9 && !name.test(await told()); ++step) {
      const before = await told();
      await this.page.key('ArrowDown');
      await this.until(told, (now) => now !== before, `no option behind "${before}"`);
    }
    assert.match(await told(), name);
  }

  /** Selects from the begin of one paragraph's word to the end of another's, as assistive technology does. */
  async select(first, firstWord, last, lastWord) {
    await this.see('paragraph', first);
    await this.see('paragraph', last);
    await this.page.evaluate((one, from, other, to) => {
      const words = (pattern) => window.__find('paragraph', pattern)[0].firstChild;
      const [begin, end] = [words(one), words(other)];
      document.getSelection().setBaseAndExtent(begin, begin.data.indexOf(from), end, end.data.indexOf(to) + to.length);
    }, patternOf(first), firstWord, patternOf(last), lastWord);
  }

  /** Walks by Tab, or another key, until an element has the focus. */
  async tabTo(name, key = 'Tab') {
    const focused = () => this.page.evaluate(() => window.__place(document.activeElement).name);
    for (let step = 0; step < 80; ++step) {
      if ((await focused()) === name) return;
      await this.page.key(key);
    }
    assert.fail(`${key} does not lead to ${name}`);
  }

  /** What stands in the clipboard, pasted into a page of its own. */
  async pasted() {
    const page = await this.page.newPage();
    await page.goto('data:text/html,<title>another page</title>');
    await page.evaluate(() => {
      const box = document.createElement('textarea');
      document.body.replaceChildren(box);
      box.focus();
    });
    let text = '';
    // A page that is not in front yet loses the keys.
    await this.until(() => page.evaluate(() => document.hasFocus() && document.activeElement?.localName === 'textarea'), (has) => has, 'the second page gets no focus');
    await page.key('Control+V');
    // The browser pastes when it has asked the system.
    await this.until(async () => (text = await page.evaluate(() => document.querySelector('textarea').value)), (pasted) => pasted !== '', 'nothing is pasted');
    await page.close();
    await this.page.front();
    return text;
  }

  /** Waits until something that is looked up answers as it should. */
  async until(lookUp, isRight, what) {
    const began = Date.now();
    while (!isRight(await lookUp())) assert.ok(Date.now() - began < kWaitMilliseconds, what);
  }

  async larger(name, height) {
    await this.until(() => this.heightOf(name), (now) => now > height, 'the text does not grow');
  }

  async otherTheme(before) {
    await this.until(() => this.theme(), (now) => now !== before, 'the theme stays');
  }

  async heightOf(name) {
    return (await this.see('paragraph', name)).height;
  }

  theme() {
    return this.page.evaluate(() => document.querySelector('meta[name="theme-color"]').content);
  }
}

for (const engine of ['chromium', 'firefox', 'webkit']) {
  describe(engine, { skip: whySkipped() || engineMissing(engine) }, () => {
    let driven;
    let user;
    beforeEach(async () => {
      driven = await startEngine(engine);
      user = new User(driven.page);
      await user.start();
    });
    afterEach(() => driven?.close());

    test('a user of the twin does everything', async () => {
      await user.open('01-wick.md', '01-wick.vtt');
      await user.fill('combobox', /Search/, 'quokka');
      await user.see('option', /quokka lit/, { state: { selected: 'true' } });
      // The focus stays in the combo box, which tells the option that the arrow keys have reached.
      await user.walkTo(/Another quokka/);
      await user.act('option', /Another quokka/);
      await user.see('paragraph', /Another quokka/);
      await user.act('document', 'Transcript', 'focus'); // Firefox copies nothing from a button
      await user.select(/quokka lit/, 'lit', /Another quokka/, 'quokka');
      await user.page.key('Control+C'); // no browser lets a page copy without a key or a click
      assert.equal(await user.pasted(), 'lit the lamp.\nAnother quokka');
      const height = await user.heightOf(/quokka lit/);
      for (let step = 0; step < 3; ++step) await user.command('Larger text');
      await user.larger(/quokka lit/, height);
      await user.command('Usual text size');
      await user.command('Find in this text');
      await user.fill('searchbox', 'Find', 'quokka');
      await user.see('status', /^[12] of 2$/);
      await user.act('button', 'Close find');
      await user.see('searchbox', 'Find', { gone: true });
      await user.act('tab', /^Notes/);
      await user.act('button', 'Fold Oil');
      await user.see('button', 'Unfold Oil');
      await user.act('button', 'Unfold Oil');
      await user.see('button', 'Fold Oil');
      const before = await user.theme();
      await user.act('button', /Dark theme/);
      await user.see('button', /Light theme/);
      await user.otherTheme(before);
      await user.act('button', 'More');
      await user.act('menuitem', 'Import report');
      await user.see('dialog', 'Import report');
      await user.act('button', 'Undo pairing');
      await user.see('listitem', /01-wick\.vtt: Stands apart/);
      await user.act('button', 'Close');
      await user.see('dialog', 'Import report', { gone: true });
      await user.command('Undo');
      await user.see('button', /^Wick$/, { gone: true });
    });

    test('a user of the keyboard does everything', async () => {
      await user.open('01-wick.md', '01-wick.vtt');
      const { page } = user;
      await page.key('Control+K');
      await user.see('combobox', /Search/);
      await page.key('Control+A');
      await page.type('quokka');
      await user.see('option', /quokka lit/, { state: { selected: 'true' } });
      await page.key('ArrowDown');
      await user.see('option', /Another quokka/, { state: { selected: 'true' } });
      await page.key('Enter');
      await user.see('region', 'Search results', { gone: true });
      await page.key('F7');
      await page.key('Control+Home');
      await page.key('Shift+End');
      await page.key('Control+C');
      assert.match(await user.pasted(), /^(This cue ends early|The quokka lit the lamp)\.$/);
      const before = await user.heightOf(/quokka lit/);
      for (let step = 0; step < 4; ++step) await page.key('Control++');
      await user.larger(/quokka lit/, before);
      await page.key('Control+F');
      await user.see('searchbox', 'Find');
      await page.type('quokka');
      const { name } = await user.see('status', /^[12] of 2$/); // from where one reads
      await page.key('Enter');
      await user.see('status', name === '1 of 2' ? '2 of 2' : '1 of 2');
      await page.key('Escape');
      await user.see('searchbox', 'Find', { gone: true });
      const theme = await user.theme();
      await page.key('F1');
      await user.see('dialog', 'All commands');
      await page.type('light or dark');
      await user.see('option', /Light or dark/, { state: { selected: 'true' } });
      await page.key('Enter');
      await user.see('dialog', 'All commands', { gone: true });
      await user.otherTheme(theme);
      await page.key('1');
      await user.see('tab', /^Notes/, { state: { selected: 'true' } });
      await user.tabTo('Fold Contents');
      await user.tabTo('Fold Oil', 'ArrowDown');
      await page.key('Enter');
      await user.see('button', 'Unfold Oil');
      await page.key('F1');
      await user.see('dialog', 'All commands');
      await page.type('import report');
      await user.see('option', /Import report/, { state: { selected: 'true' } });
      await page.key('Enter');
      await user.see('dialog', 'Import report');
      await user.tabTo('Undo pairing');
      await page.key('Enter');
      await user.see('listitem', /01-wick\.vtt: Stands apart/);
      await page.key('Escape');
      await user.see('dialog', 'Import report', { gone: true });
      await page.key('Control+Z');
      await user.see('button', /^Wick$/, { gone: true });
    });

    test('a user of the mouse selects words, lines and what is out of sight', async () => {
      const { page } = user;
      await user.open('02-long.vtt');
      await user.see('paragraph', /number 0\./);
      await user.act('button', 'Dismiss');
      await user.see('button', 'Dismiss', { gone: true });
      const second = await user.see('paragraph', /number 2\./);
      const [x, y] = [second.left + 20, second.top + 12];
      await page.click(x, y, 'left', 2);
      await page.key('Control+C');
      assert.equal(await user.pasted(), 'Sentence');
      await page.click(x, y, 'left', 3);
      await page.key('Control+C');
      assert.equal(await user.pasted(), 'Sentence number 2.');
      await page.click(x, y, 'right');
      await user.see('menu', 'Text');
      await user.see('menuitem', /^Copy as Markdown/);
      await page.key('Escape');
      await user.see('menu', 'Text', { gone: true });
      // Below the window the text comes to the pointer.
      await page.move(x, y);
      await page.hold(true);
      await page.move(x, y + 40);
      const height = await page.evaluate(() => innerHeight);
      await page.move(x, height - 2);
      await user.see('paragraph', /number 60\./);
      await page.hold(false);
      await page.key('Control+C');
      assert.match(await user.pasted(), /number 3\.\s[^]*number 40\.\s[^]*number 5\d\./);
    });
  });
}
