// What goes wrong round the app: a drawing context that is lost, a browser that lacks something, a program that stops.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let browser;
before(async () => {
  if (!skip) browser = await startBrowser(cleanUps);
});
after(() => cleanUps.run());

const picture = async (app) => Buffer.from(await app.page.screenshot()).toString('base64');

/** An episode that is read somewhere in the middle, in a size of one's own. */
async function openEpisode(options) {
  const app = await browser.open(options);
  await app.search('tail latency');
  await app.find('option', /tail latency/, { selected: 'true' });
  await app.page.keyboard.press('Enter');
  await app.gone('region', 'Search results');
  await app.chord('Control', '=');
  await app.pass(10);
  return app;
}

const lose = (app) => app.page.evaluate(() => {
  window.__lose = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
  window.__lose.loseContext();
});

/** Brings the context back, and waits until all is drawn with new textures. */
async function restore(app) {
  await app.page.evaluate(() => {
    window.__uploads = 0;
    const { prototype } = window.WebGL2RenderingContext;
    const { texImage2D } = prototype;
    prototype.texImage2D = function (...rest) {
      ++window.__uploads;
      return texImage2D.apply(this, rest);
    };
    window.__drawsBefore = window.__seen.draws;
    window.__lose.restoreContext();
  });
  await app.wait(() => window.__seen.draws > window.__drawsBefore);
  await app.pass(2);
  assert.ok((await app.page.evaluate(() => window.__uploads)) > 0, 'glyphs are uploaded again');
}

test('a lost drawing context comes back with the same picture and the same state', { skip }, async () => {
  const app = await openEpisode();
  const before = await picture(app);
  await lose(app);
  await app.wait(() => document.getElementById('canvas').getContext('webgl2').isContextLost());
  await restore(app);
  assert.ok((await picture(app)) === before, 'another picture than before');
  assert.deepEqual(app.errors, []);
});

test('what is done while the context is lost is drawn when it is back', { skip }, async () => {
  const searchOn = async (app) => {
    await app.search('cache');
    await app.find('option', /cache/i, { selected: 'true' });
  };
  const app = await openEpisode();
  await lose(app);
  await app.wait(() => document.getElementById('canvas').getContext('webgl2').isContextLost());
  await searchOn(app);
  await restore(app);
  const undisturbed = await openEpisode();
  await searchOn(undisturbed);
  await undisturbed.pass(2);
  assert.ok((await picture(app)) === (await picture(undisturbed)), 'another picture than without the loss');
  assert.deepEqual(app.errors, []);
});

test('a context that does not come back is told, and a reload brings the session back', { skip }, async () => {
  const app = await openEpisode();
  const title = await app.page.title();
  await lose(app);
  await app.wait(() => document.getElementById('canvas').getContext('webgl2').isContextLost());
  await app.pass(3);
  assert.equal(await app.page.evaluate(() => document.getElementById('stop').hidden), true, 'told too early');
  await app.pass(5);
  await stopped(app);
  assert.match(await stopText(app), /cannot draw any more/);
  assert.equal(await app.page.evaluate(() => document.activeElement.id), 'stop-reload');
  await Promise.all([app.page.waitForNavigation({ waitUntil: 'domcontentloaded' }), app.page.keyboard.press('Enter')]);
  await app.ready();
  await app.wait((before) => document.title === before, title);
  await app.find('tablist', 'What to read');
  assert.deepEqual(app.errors, []);
});

test('a context that comes back late takes the message away, with the same picture', { skip }, async () => {
  const app = await openEpisode();
  const before = await picture(app);
  const title = await app.page.title();
  await lose(app);
  await app.wait(() => document.getElementById('canvas').getContext('webgl2').isContextLost());
  await app.pass(10);
  await stopped(app);
  await app.page.keyboard.press('ArrowDown'); // is not for the app
  await restore(app);
  assert.equal(await app.page.evaluate(() => document.getElementById('stop').hidden), true);
  assert.equal(await app.page.title(), title);
  assert.ok((await picture(app)) === before, 'another picture than before');
});

test('a title that the app gives under the message is the window\'s when the message is gone', { skip }, async () => {
  const app = await openEpisode();
  const title = await app.page.title();
  await lose(app);
  await app.wait(() => document.getElementById('canvas').getContext('webgl2').isContextLost());
  await app.pass(10);
  await stopped(app);
  const told = await app.page.title();
  await app.give('drop', [{ name: 'knots.md', text: kKnots }]);
  await app.wait(() => document.getElementById('twin').textContent.includes('Before all else'));
  assert.equal(await app.page.title(), told);
  await restore(app);
  assert.match(await app.page.title(), /Knots/);
  assert.notEqual(await app.page.title(), title);
  assert.deepEqual(app.errors, []);
});

test('a link that came under the message stands where the canvas shows it when the message is gone', { skip }, async () => {
  const app = await openEpisode();
  await lose(app);
  await app.wait(() => document.getElementById('canvas').getContext('webgl2').isContextLost());
  await app.pass(10);
  await stopped(app);
  await app.give('drop', [{ name: 'knots.md', text: kKnots }]);
  await app.wait(() => window.__find('link', { source: 'the sail plan', flags: '' }, null).length > 0);
  await restore(app);
  const late = await app.find('link', 'the sail plan');
  const undisturbed = await openEpisode();
  await undisturbed.give('drop', [{ name: 'knots.md', text: kKnots }]);
  const link = await undisturbed.find('link', 'the sail plan');
  assert.deepEqual([Math.round(late.x), Math.round(late.y)], [Math.round(link.x), Math.round(link.y)]);
});

const kKnots = '# Knots\n\nBefore all else read [the knot book](https://knots.example.org/) and then [the sail plan](https://sails.example.org/).\n';

/** Takes something from the browser before the page starts. */
async function openWithout(take, options = {}) {
  const app = await browser.open({ ...options, load: false });
  await app.page.evaluateOnNewDocument(take);
  await app.page.goto(app.url, { waitUntil: 'domcontentloaded' });
  await app.wait(() => !document.getElementById('stop').hidden);
  return app;
}

/** The demo show's plain page, within the page that says what is missing. */
async function plainPage(app) {
  await app.wait(() => document.getElementById('stop-frame').contentDocument?.querySelector('h1, h2'));
  return app.page.evaluate(() => document.getElementById('stop-frame').contentDocument.body.innerText);
}

for (const [what, take, said] of [
  ['WebGL 2', () => delete window.WebGL2RenderingContext, /WebGL 2/],
  ['WebAssembly', () => delete window.WebAssembly, /WebAssembly/],
  ['a graphics card that draws', () => {
    const { prototype } = HTMLCanvasElement;
    const { getContext } = prototype;
    prototype.getContext = function (kind, ...rest) {
      return kind === 'webgl2' ? null : getContext.call(this, kind, ...rest);
    };
  }, /WebGL 2, which this browser refused/],
]) {
  test(`without ${what} the page says so, and shows the demo show`, { skip }, async () => {
    const app = await openWithout(take);
    assert.match(await app.page.evaluate(() => document.getElementById('stop').innerText), said);
    const text = await plainPage(app);
    assert.match(text, /Slow Compile/);
    assert.match(text, /tail latency/i);
    assert.deepEqual((await app.seen()).violations, []);
    assert.deepEqual(app.offOrigin, []);
  });
}

test('a browser that lost WebGL 2 since the last visit gets the demo show past the service worker', { skip }, async () => {
  const visited = await browser.open();
  await visited.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const app = await openWithout(() => delete window.WebGL2RenderingContext, { context: visited.context });
  assert.ok(await app.page.evaluate(() => navigator.serviceWorker.controller !== null));
  assert.match(await plainPage(app), /Slow Compile/);
});

/** Runs in the page before its scripts: `__trap` makes the next call into the program trap, as a fault of its own would. */
function installTrap() {
  // (module (func (export "trap") unreachable))
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11];
  const { trap } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports;
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...rest) => {
    const { instance, module } = await instantiateStreaming(...rest);
    const guarded = (call) => (...words) => (window.__trap ? trap() : call(...words));
    const exports = Object.entries(instance.exports).map(([name, value]) => [name, typeof value === 'function' ? guarded(value) : value]);
    return { instance: { exports: Object.fromEntries(exports) }, module };
  };
}

const stopped = (app) => app.wait(() => !document.getElementById('stop').hidden);
const stopText = (app) => app.page.evaluate(() => document.getElementById('stop').innerText);

/** What "Copy the message" copies in a page without a secure context, which has no clipboard to write to. */
function copyWithoutClipboard() {
  Object.defineProperty(navigator, 'clipboard', { value: undefined });
  const { setData } = DataTransfer.prototype;
  let copied = '';
  DataTransfer.prototype.setData = function (kind, text) {
    copied = text;
    setData.call(this, kind, text);
  };
  document.getElementById('stop-copy').click();
  return copied;
}

test('a program that traps leaves a page with its version, and a reload brings the session back', { skip }, async () => {
  const app = await browser.open({ load: false });
  await app.page.evaluateOnNewDocument(installTrap);
  await app.load();
  await app.search('tail latency');
  await app.find('option', /tail latency/, { selected: 'true' });
  await app.page.keyboard.press('Enter');
  await app.gone('region', 'Search results');
  const title = await app.page.title();
  await app.page.evaluate(() => (window.__trap = true));
  await app.page.keyboard.press('ArrowDown');
  await stopped(app);
  assert.match(await stopText(app), /Earshot stopped/);
  assert.match(await stopText(app), /Version \d+\.\d+/);
  assert.match(await stopText(app), /unreachable/);
  assert.equal(await app.page.evaluate(() => document.activeElement.id), 'stop-reload');
  assert.match(await app.page.evaluate(copyWithoutClipboard), /^Earshot \d[^]*unreachable/);
  assert.equal(await app.page.evaluate(() => document.getElementById('twin').hidden), true);
  await Promise.all([app.page.waitForNavigation({ waitUntil: 'domcontentloaded' }), app.page.click('#stop-reload')]);
  await app.ready();
  await app.wait((before) => document.title === before, title);
  await app.find('tablist', 'What to read');
});

test('a program that stops at every start can be started without what was open', { skip }, async () => {
  const app = await browser.open({ load: false });
  await app.page.evaluateOnNewDocument(installTrap);
  await app.load();
  await app.search('tail latency');
  await app.find('option', /tail latency/, { selected: 'true' });
  const isOffered = () => app.page.evaluate(() => !document.getElementById('stop-afresh').hidden);
  for (const isAgain of [false, true]) {
    await app.page.evaluate(() => (window.__trap = true));
    await app.page.keyboard.press('ArrowDown');
    await stopped(app);
    assert.equal(await isOffered(), isAgain);
    await Promise.all([app.page.waitForNavigation({ waitUntil: 'domcontentloaded' }), app.page.click(isAgain ? '#stop-afresh' : '#stop-reload')]);
    await app.ready();
    if (!isAgain) await app.find('region', 'Search results');
  }
  await app.gone('region', 'Search results');
});

test('a program that gets no more memory says that, and a reload brings the session back', { skip }, async () => {
  const app = await openEpisode();
  const title = await app.page.title();
  await app.page.evaluate(() => {
    WebAssembly.Memory.prototype.grow = () => {
      throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
    };
    const data = new DataTransfer();
    data.setData('text/plain', `earshot:episode=${'x'.repeat(64 << 20)}`);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await stopped(app);
  assert.match(await stopText(app), /ran out of memory/);
  await app.page.reload({ waitUntil: 'domcontentloaded' });
  await app.ready();
  await app.wait((before) => document.title === before, title);
});
