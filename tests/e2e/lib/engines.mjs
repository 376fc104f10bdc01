// Chromium, Firefox and WebKit behind one small interface: what a scripted user needs of a browser. Chromium and
// Firefox by puppeteer, WebKit by WebDriver over HTTP. All draw in software; the latter two need a display.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const kWidth = 1280;
const kHeight = 800;

/** @param {string} name */
function onPath(name) {
  return (process.env.PATH ?? '').split(':').map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/** WebKitGTK's own browser, which its driver starts. */
function miniBrowser() {
  for (const folder of ['/usr/lib', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec']) {
    for (const version of ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']) {
      const file = path.join(folder, version, 'MiniBrowser');
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

/** Why an engine cannot run here; false when it can. @param {string} engine */
export function engineMissing(engine) {
  if (engine === 'chromium') return existsSync(process.env.EARSHOT_CHROMIUM ?? '/usr/bin/chromium') ? false : 'no Chromium';
  if (!onPath('Xvfb')) return 'no Xvfb';
  if (engine === 'firefox') return onPath('firefox-esr') ?? onPath('firefox') ? false : 'no Firefox';
  return onPath('WebKitWebDriver') && miniBrowser() ? false : 'no WebKitGTK with its driver';
}

/** A display of our own; the system chooses its number. @param {(() => void)[]} closers */
function startDisplay(closers) {
  return new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${kWidth + 200}x${kHeight + 300}x24`, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    closers.push(() => child.kill());
    child.once('error', reject);
    child.once('exit', () => reject(new Error('Xvfb ended')));
    child.stdio[3].once('data', (number) => resolve(`:${String(number).trim()}`));
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** `Control+Shift+P` -> ['Control', 'Shift', 'P'], a lone `+` is itself. @param {string} chord */
function keysOf(chord) {
  const keys = chord.endsWith('++') ? [...chord.slice(0, -2).split('+'), '+'] : chord === '+' ? ['+'] : chord.split('+');
  return keys.map((key) => (key.length === 1 && keys.length > 1 && !keys.includes('Shift') ? key.toLowerCase() : key));
}

/** What Chromium must be told of a chord, because it comes from no keyboard. */
const kCommands = new Map([['Control+C', 'copy'], ['Control+V', 'paste'], ['Control+X', 'cut']]);

class PuppeteerPage {
  constructor(page) {
    this.page = page;
  }

  goto(url) {
    return this.page.goto(url, { waitUntil: 'domcontentloaded' });
  }

  evaluate(source, ...args) {
    return this.page.evaluate(source, ...args);
  }

  async key(chord) {
    const keys = keysOf(chord);
    const last = keys.pop();
    const command = kCommands.get(chord);
    for (const key of keys) await this.page.keyboard.down(key);
    await this.page.keyboard.down(last, command ? { commands: [command] } : undefined);
    await this.page.keyboard.up(last);
    for (const key of keys.reverse()) await this.page.keyboard.up(key);
  }

  async type(text) {
    await this.page.keyboard.type(text);
  }

  async move(x, y) {
    await this.page.mouse.move(x, y);
  }

  /** @param {boolean} isDown the left button */
  async hold(isDown) {
    await (isDown ? this.page.mouse.down() : this.page.mouse.up());
  }

  /** @param {'left' | 'right'} button @param {number} count clicks, one right after the other */
  async click(x, y, button = 'left', count = 1) {
    await this.page.mouse.click(x, y, { button, count });
  }

  async upload(selector, files) {
    const input = await this.page.$(selector);
    await input.uploadFile(...files);
  }

  async newPage() {
    return new PuppeteerPage(await this.page.browserContext().newPage());
  }

  close() {
    return this.page.close();
  }

  front() {
    return this.page.bringToFront();
  }

  screenshot(file) {
    return this.page.screenshot({ path: file });
  }
}

/** Keys without a character, as WebDriver numbers them. */
const kDriverKeys = {
  Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A', Escape: '\uE00C', PageUp: '\uE00E',
  PageDown: '\uE00F', End: '\uE010', Home: '\uE011', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015',
  Delete: '\uE017', F1: '\uE031', F3: '\uE033', F7: '\uE037',
};
const kElement = 'element-6066-11e4-a52e-4f735466cecf';

class DriverSession {
  constructor(port) {
    this.port = port;
    this.path = '';
    this.current = '';
  }

  /** @param {string} method @param {string} where @param {object} [body] */
  call(method, where, body) {
    return new Promise((resolve, reject) => {
      const data = body ? JSON.stringify(body) : undefined;
      const headers = data ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(data) } : {};
      const request = http.request({ host: '127.0.0.1', port: this.port, method, path: this.path + where, agent: false, headers, timeout: 120_000 }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part) => (text += part));
        response.on('end', () => {
          const { value } = JSON.parse(text);
          if (response.statusCode < 400) resolve(value);
          else reject(new Error(`${method} ${where}: ${value?.error} ${value?.message}`));
        });
      });
      request.on('timeout', () => request.destroy(new Error(`${method} ${where}: no answer`)));
      request.on('error', reject);
      request.end(data);
    });
  }

  async begin(capabilities) {
    const { sessionId } = await this.call('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    this.path = `/session/${sessionId}`;
    await this.call('POST', '/timeouts', { script: 120_000, pageLoad: 120_000 });
  }
}

class DriverPage {
  constructor(session, handle) {
    this.session = session;
    this.handle = handle;
  }

  /** Commands go to the current window; makes that this one. */
  async send(method, where, body) {
    if (this.session.current !== this.handle) await this.session.call('POST', '/window', { handle: this.handle });
    this.session.current = this.handle;
    return this.session.call(method, where, body);
  }

  goto(url) {
    return this.send('POST', '/url', { url });
  }

  async evaluate(source, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${source})(...arguments[0])).then((value) => done({ value: value === undefined ? null : value }), (error) => done({ error: String(error?.stack ?? error) }));`;
    const { value, error } = await this.send('POST', '/execute/async', { script, args: [args] });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  async press(keys) {
    await this.send('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions: keys }] });
  }

  async key(chord) {
    const values = keysOf(chord).map((key) => kDriverKeys[key] ?? key);
    await this.press([...values.map((value) => ({ type: 'keyDown', value })), ...values.reverse().map((value) => ({ type: 'keyUp', value }))]);
  }

  async type(text) {
    await this.press([...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]));
  }

  async point(actions) {
    await this.send('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
  }

  async move(x, y) {
    await this.point([{ type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) }]);
  }

  async hold(isDown) {
    await this.point([{ type: isDown ? 'pointerDown' : 'pointerUp', button: 0 }]);
  }

  async click(x, y, button = 'left', count = 1) {
    await this.move(x, y);
    const number = button === 'right' ? 2 : 0;
    await this.point(Array.from({ length: count }, () => [{ type: 'pointerDown', button: number }, { type: 'pointerUp', button: number }]).flat());
  }

  async upload(selector, files) {
    // A driver only writes into an input that can be seen.
    const script = `const input = document.querySelector(arguments[0]); input.hidden = false; return input;`;
    const element = await this.send('POST', '/execute/sync', { script, args: [selector] });
    await this.send('POST', `/element/${element[kElement]}/value`, { text: files.join('\n') });
    await this.send('POST', '/execute/sync', { script: 'document.querySelector(arguments[0]).hidden = true;', args: [selector] });
  }

  async newPage() {
    const { handle } = await this.send('POST', '/window/new', { type: 'window' });
    return new DriverPage(this.session, handle);
  }

  async close() {
    await this.send('DELETE', '/window');
    this.session.current = '';
  }

  async front() {
    await this.send('GET', '/title');
  }
}

/** Signals a process that is gone already without complaint. @param {number | undefined} pid */
function end(pid) {
  try {
    if (pid) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** All that a process has started, by /proc. @param {number} pid @returns {number[]} */
function descendantsOf(pid) {
  const children = existsSync(`/proc/${pid}/task`)
    ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((one) => parentOf(one) === pid)
    : [];
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

/** @param {number} pid */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/**
 * Starts an engine.
 * @param {'chromium' | 'firefox' | 'webkit'} engine
 * @returns {Promise<{ page: PuppeteerPage | DriverPage, close: () => Promise<void> }>}
 */
export async function startEngine(engine) {
  const profile = mkdtempSync(path.join(os.tmpdir(), `earshot-${engine}-`));
  /** @type {(() => void | Promise<void>)[]} */
  const closers = [() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    if (engine === 'webkit') return { page: await startWebKit(closers), close };
    const display = engine === 'firefox' ? await startDisplay(closers) : '';
    const browser = await puppeteer.launch(engine === 'chromium' ? chromiumOptions(profile) : firefoxOptions(profile, display));
    closers.push(() => browser.close());
    const page = await browser.newPage();
    await page.setViewport({ width: kWidth, height: kHeight });
    return { page: new PuppeteerPage(page), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {string} profile @returns {import('puppeteer-core').LaunchOptions} */
export function chromiumOptions(profile) {
  return {
    executablePath: process.env.EARSHOT_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    protocolTimeout: 300_000,
    userDataDir: profile,
    args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--use-gl=angle', '--use-angle=swiftshader', '--disable-dev-shm-usage', '--no-first-run'],
  };
}

/** @param {string} profile @param {string} display @returns {import('puppeteer-core').LaunchOptions} */
function firefoxOptions(profile, display) {
  return {
    browser: 'firefox',
    executablePath: onPath('firefox-esr') ?? onPath('firefox'),
    headless: false, // it draws no WebGL then
    protocolTimeout: 300_000,
    userDataDir: profile,
    defaultViewport: null,
    extraPrefsFirefox: { 'webgl.force-enabled': true, 'security.sandbox.content.level': 0, 'browser.shell.checkDefaultBrowser': false },
    env: { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1', MOZ_X11_EGL: '1' },
  };
}

/** @param {(() => void | Promise<void>)[]} closers */
async function startWebKit(closers) {
  const display = await startDisplay(closers);
  const port = await freePort();
  const env = { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1', GDK_BACKEND: 'x11',
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1' };
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env });
  closers.push(() => {
    for (const pid of [...descendantsOf(driver.pid), driver.pid]) end(pid);
  });
  const session = new DriverSession(port);
  const capabilities = { 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } };
  for (let attempt = 0; ; ++attempt) {
    try {
      await session.begin(capabilities);
      break;
    } catch (error) {
      if (error.code !== 'ECONNREFUSED' || attempt > 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100)); // it does not say when it listens
    }
  }
  closers.push(() => session.call('DELETE', '').catch(() => {}));
  session.current = await session.call('GET', '/window');
  const page = new DriverPage(session, session.current);
  await page.send('POST', '/window/rect', { x: 0, y: 0, width: kWidth, height: kHeight + 100 });
  return page;
}
