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

/** Asks the browser to look for a release, and waits until it is here whole. */
async function fetched() {
  await app.page.evaluate(() => navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => true));
  await app.wait(() => navigator.serviceWorker.getRegistration().then((it) => Boolean(it) && !it.installing));
}

test('a new release is taken at the next start, with the library untouched', { skip }, async () => {
  await app.give('drop', [{ name: 'kept.vtt', text: 'WEBVTT\n\n00:01.000 --> 00:03.000\nMarmalade survives upgrades.\n' }]);
  await app.find('status', /Added 1 episode/);
  await app.wait(() => navigator.serviceWorker.controller !== null);
  publish('next');
  await app.reload(); // still the old one; the new one is fetched meanwhile
  assert.notEqual(await version(), 'next');
  await fetched();
  await app.reload();
  assert.equal(await version(), 'next');
  await app.search('marmalade');
  await app.find('option', /Marmalade/);
});

test('a tab of the release before still has its files', { skip }, async () => {
  assert.equal(await app.page.evaluate(() => caches.keys().then((names) => names.length)), 2);
});

test('a release that did not arrive whole is passed by', { skip }, async () => {
  publish('broken');
  const worker = path.join(site, 'sw.js');
  writeFileSync(worker, readFileSync(worker, 'utf8').replace('const FILES = [', "const FILES = ['no-such-file.js', "));
  await app.page.evaluate(() => navigator.serviceWorker.getRegistration().then((it) => it.update()).catch(() => {}).then(() => true));
  await app.wait(() => navigator.serviceWorker.getRegistration().then((it) => !it.installing));
  await app.reload();
  assert.equal(await version(), 'next');
});
