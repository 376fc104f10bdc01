// The import report: from a remark to its line in the file, and a pairing that is undone.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let app;
let folder;
after(() => cleanUps.run());
before(async () => {
  if (skip) return;
  const browser = await startBrowser(cleanUps);
  folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-report-'));
  app = await browser.open();
});
after(() => folder && rmSync(folder, { recursive: true, force: true }));

const kNotes = '---\ntitle: Trimming the wick\n---\n\n# Contents\n\n- Oil and its price\n';
const kTranscript = 'WEBVTT\n\n00:09.000 --> 00:02.000\nThis cue ends early.\n\n00:10.000 --> 00:12.000\nThe lamp is lit.\n';

test('a remark of the report leads to its line in the file, and Escape back', { skip }, async () => {
  const show = path.join(folder, 'Lamp Lighters');
  mkdirSync(show);
  writeFileSync(path.join(show, '01-wick.md'), kNotes);
  writeFileSync(path.join(show, '01-wick.vtt'), kTranscript);
  await app.drop(show);
  await app.find('status', /Added 1 episode/);
  await app.press('button', 'More');
  await app.press('menuitem', 'Import report');
  await app.find('dialog', 'Import report');
  await app.find('listitem', /01-wick\.vtt: Transcript of .*paired with 01-wick\.md: same file name/);
  await app.press('button', /^Line 3: /);
  await app.find('heading', '01-wick.vtt');
  await app.find(null, '00:09.000 --> 00:02.000', { current: 'true' });
  await app.page.keyboard.press('Escape');
  await app.find('dialog', 'Import report');
});

test('the report as text has every remark, and Escape leads back', { skip }, async () => {
  await app.press('button', 'As text');
  await app.find('heading', 'Import report');
  await app.find('heading', /01-wick\.vtt$/);
  await app.find(null, /^Line 3: /);
  await app.page.keyboard.press('Escape');
  await app.find('dialog', 'Import report');
});

test('an undone pairing makes two episodes, also after a reload', { skip }, async () => {
  await app.press('button', 'Undo pairing');
  await app.find('listitem', /01-wick\.vtt: Stands apart/);
  await app.page.keyboard.press('Escape');
  await app.gone('dialog', 'Import report');
  await app.find('button', /^Wick$/);
  await app.find('button', /^Trimming the wick$/);
  await app.reload();
  await app.find('button', /^Wick$/);
  await app.find('button', /^Trimming the wick$/);
});

test('the file as it was stands beside what was read of it', { skip }, async () => {
  await app.press('button', /^Wick$/);
  await app.press('tab', /^Source/);
  await app.find(null, '00:09.000 --> 00:02.000');
  assert.deepEqual(app.errors, []);
  assert.deepEqual(app.offOrigin, []);
});
