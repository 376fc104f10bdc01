import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cleanUps, kSite, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let site;
let app;

/** Puts another release on the server: its worker and its page differ. */
function publish(version) {
  const edit = (name, change) => {
    const file = path.join(site, name);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    for (const packed of [`${file}.br`, `${file}.gz`]) if (existsSync(packed)) rmSync(packed);
  };
  edit('sw.js', (text) => text.replace(/const RELEASE = '[^']*'/, `const RELEASE = '${version}'`));
  edit('index.html', (text) => text.replace(/data-version="[^"]*"/, `data-version="${version}"`));
}

after(() => cleanUps.run());
before(async () => {
  if (skip) return;
  site = mkdtempSync(path.join(os.tmpdir(), 'earshot-site-'));
  cpSync(kSite, site, { recursive: true });
  app = await (await startBrowser(cleanUps, site)).open();
});
after(() => site && rmSync(site, { recursive: true, force: true }));

const version = () => app.page.evaluate(() => document.documentElement.dataset.version);

test('a new release is taken at the next start, with the library untouched', { skip }, async () => {
  await app.give('drop', [{ name: 'kept.vtt', text: 'WEBVTT\n\n00:01.000 --> 00:03.000\nMarmalade survives upgrades.\n' }]);
  await app.find('status', /Added 1 episode/);
  await app.wait(() => navigator.serviceWorker.controller !== null);
  publish('next');
  await app.reload(); // still the old one; the new one is fetched meanwhile
  assert.notEqual(await version(), 'next');
  await app.page.evaluate(() => navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => true));
  await app.wait(() => navigator.serviceWorker.getRegistration().then((it) => Boolean(it.waiting)));
  await app.page.reload({ waitUntil: 'domcontentloaded' });
  await app.wait(() => document.documentElement.dataset.version === 'next' && document.documentElement.dataset.state === 'ready');
  await app.search('marmalade');
  await app.find('option', /Marmalade/);
});

test('the files of the release before are still kept', { skip }, async () => {
  assert.equal(await app.page.evaluate(() => caches.keys().then((names) => names.length)), 2);
});
