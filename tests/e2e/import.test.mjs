import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cleanUps, kRoot, sharedFolder, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let browser;
let app;
let folder;
after(() => cleanUps.run());
before(async () => {
  if (skip) return;
  browser = await startBrowser(cleanUps);
  folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-files-'));
  app = await browser.open();
});
after(() => folder && rmSync(folder, { recursive: true, force: true }));

const vtt = (words) => `WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada>${words}\n\n00:05.000 --> 00:09.000\n<v Bob>And so it was said.\n`;

test('a dropped folder of transcripts becomes episodes', { skip }, async () => {
  const show = path.join(folder, 'Lamp Lighters');
  mkdirSync(path.join(show, 'season two'), { recursive: true });
  writeFileSync(path.join(show, '01 first light.vtt'), vtt('The wick wants trimming before the quokka arrives.'));
  writeFileSync(path.join(show, 'season two', '02 second light.vtt'), vtt('Paraffin is no answer.'));
  await app.drop(show);
  await app.find('status', /Added 2 episodes/);
  await app.search('quokka');
  await app.find('option', /quokka/);
});

for (const [how, act] of [
  ['a key', () => app.chord('Control', 'o')],
  ['a click', async () => {
    await app.click('button', 'Open');
    await app.click('menuitem', /^Open files/);
  }],
]) {
  test(`the browser's file picker opens within the gesture: ${how}`, { skip }, async () => {
    const name = `picked by ${how}.vtt`;
    writeFileSync(path.join(folder, name), vtt(`What was picked by ${how} is read.`));
    const [picker] = await Promise.all([app.page.waitForFileChooser(), act()]);
    assert.equal(picker.isMultiple(), true);
    await picker.accept([path.join(folder, name)]);
    await app.find('button', new RegExp(`^picked by ${how}`, 'i'));
  });
}

test('a pasted episode page becomes an episode and those it lists', { skip }, async () => {
  const page = readFileSync(path.join(kRoot, 'assets/demo/episode-page.txt'), 'utf8');
  await app.page.evaluate(() => document.activeElement?.blur());
  await app.give('paste', [{ text: `${page}\n` }]);
  await app.find('status', /Added \d+ episode|Nothing new/);
  await app.search('doorman');
  await app.find('option', /doorman/i);
});

test('the page the product was conceived from becomes eleven episodes', {
  skip: skip || (sharedFolder('seeds') ? false : 'the seed page is not on this machine'),
}, async () => {
  const seeds = sharedFolder('seeds');
  await app.drop(...readdirSync(seeds).filter((name) => name.endsWith('.txt')).map((name) => path.join(seeds, name)));
  await app.find('status', /Added 11 episodes/);
});

const kBad = [
  ['an empty file', 'empty.vtt', Buffer.alloc(0)],
  ['a picture called a transcript', 'picture.vtt', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0, 1, 2, 3])],
];
for (const [name, file, bytes] of kBad) {
  test(`${name} is refused with a sentence`, { skip }, async () => {
    writeFileSync(path.join(folder, file), bytes);
    await app.drop(path.join(folder, file));
    await app.find('alert', new RegExp(file.replace('.', '\\.')));
    await app.press('button', 'Dismiss');
    await app.gone('alert');
  });
}

test('a file of 200 MB is refused before it is read', { skip }, async () => {
  const file = path.join(folder, 'huge.vtt');
  writeFileSync(file, 'WEBVTT\n');
  truncateSync(file, 200 * 1024 * 1024);
  await app.drop(file);
  await app.find('alert', /huge\.vtt/);
  await app.press('button', 'Dismiss');
  rmSync(file);
});

test('a transcript cut in half and one with broken characters are kept as far as they go', { skip }, async () => {
  const whole = vtt('Zeppelins were quieter than the pamphlets claimed.');
  writeFileSync(path.join(folder, 'cut.vtt'), whole.slice(0, whole.indexOf('<v Bob>') - 20));
  writeFileSync(path.join(folder, 'broken.vtt'), Buffer.concat([Buffer.from(vtt('A xylophone \u0001 rang.').slice(0, -3)), Buffer.from([0xff, 0xfe, 0xc3, 10])]));
  await app.drop(path.join(folder, 'cut.vtt'), path.join(folder, 'broken.vtt'));
  await app.find('status', /Added 2 episodes/);
  await app.search('zeppelins');
  await app.find('option', /Zeppelins/);
  await app.search('xylophone');
  await app.find('option', /xylophone/);
});

test('the page lived through it', { skip }, async () => {
  assert.deepEqual(app.errors, []);
  assert.deepEqual(app.offOrigin, []);
  assert.deepEqual((await app.seen()).violations, []);
});
