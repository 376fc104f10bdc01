import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let browser;
let app;
after(() => cleanUps.run());
before(async () => {
  if (skip) return;
  browser = await startBrowser(cleanUps);
  app = await browser.open();
});

test('an import is kept, and is there after a reload', { skip }, async () => {
  await app.give('drop', [{ name: 'ferry.vtt', text: 'WEBVTT\n\n00:01.000 --> 00:03.000\nThe ferryman counted his oarlocks twice.\n' }]);
  await app.find('status', /Added 1 episode/);
  await app.reload();
  await app.search('oarlocks');
  await app.find('option', /oarlocks/);
});

test('without a server, a new tab opens the app, the demo show and what was imported', { skip }, async () => {
  await app.wait(() => navigator.serviceWorker.controller !== null);
  await app.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await browser.stopServer();
  const tab = await browser.open({ context: app.context });
  await tab.find('navigation', 'Library');
  await tab.search('oarlocks');
  await tab.find('option', /oarlocks/);
  await tab.search('cache');
  await tab.find('option', /cache/i);
  assert.deepEqual(tab.offOrigin, []);
});

test('without a server, files can still be imported', { skip }, async () => {
  await app.page.bringToFront(); // a hidden tab draws nothing
  await app.reload();
  await app.give('drop', [{ name: 'quay.vtt', text: 'WEBVTT\n\n00:01.000 --> 00:03.000\nBollards were painted that spring.\n' }]);
  await app.search('bollards');
  await app.find('option', /Bollards/);
});
