// Drives the built page in Chromium as a person would: by role and name, through the DOM twin. No sleeps: every step
// waits for a state.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { startServer } from '../../../web/tools/serve.mjs';

export const kRoot = fileURLToPath(new URL('../../../', import.meta.url));
export const kSite = process.env.EARSHOT_SITE ?? path.join(kRoot, 'build/web/site');
const kShared = process.env.EARSHOT_SHARED ?? path.join(kRoot, '../shared');
/** A state that has not come by then will not come. Software drawing on a busy machine is slow. */
const kWaitMilliseconds = Number(process.env.EARSHOT_E2E_WAIT ?? 60_000);

/** The test corpus' folder, or null where it is not. @param {string} name */
export const sharedFolder = (name) => (existsSync(path.join(kShared, name)) ? path.join(kShared, name) : null);

/** Why these tests cannot run here; false when they can. */
export function whySkipped() {
  if (!existsSync(path.join(kSite, 'index.html'))) return `no built page in ${kSite} (./dev build web makes it)`;
  return false;
}

/** What runs in the page before its own scripts: counters and a diary of what must not happen. */
function instrument() {
  const seen = { frames: 0, timeouts: 0, intervals: 0, draws: 0, violations: [], longTasks: [] };
  window.__seen = seen;
  const { requestAnimationFrame: frame, setTimeout: timeout, setInterval: interval } = window;
  window.requestAnimationFrame = (callback) => (++seen.frames, frame.call(window, callback));
  window.setTimeout = (...rest) => (++seen.timeouts, timeout.apply(window, rest));
  window.setInterval = (...rest) => (++seen.intervals, interval.apply(window, rest));
  const gl = window.WebGL2RenderingContext?.prototype;
  if (gl) {
    const draw = gl.drawElements;
    gl.drawElements = function (...rest) {
      ++seen.draws;
      return draw.apply(this, rest);
    };
  }
  document.addEventListener('securitypolicyviolation', (event) => {
    seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
}

/** Helpers in the page: finding twin elements by role and accessible name. */
function installFinder() {
  const nameOf = (element) => element.getAttribute('aria-label') ?? element.textContent ?? '';
  const roleOf = (element) => element.getAttribute('role') ?? 'text';
  window.__find = (role, pattern, state) => {
    const wanted = pattern === null ? null : new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}u`);
    const matches = (name) => wanted === null || wanted.test(name);
    return [...document.querySelectorAll('#twin *')].filter(
      (element) =>
        (role === null || roleOf(element) === role) &&
        matches(nameOf(element)) &&
        Object.entries(state ?? {}).every(([key, value]) => element.getAttribute(`aria-${key}`) === value),
    );
  };
  window.__place = (element) => {
    const box = element.getBoundingClientRect();
    return { left: box.left, top: box.top, width: box.width, height: box.height, x: box.left + box.width / 2, y: box.top + box.height / 2,
      name: nameOf(element), value: element.value ?? element.getAttribute('aria-valuetext') ?? '' };
  };
}

/**
 * A name as it goes to the page: a text is meant whole, an expression as it stands, its flags included.
 * @param {string | RegExp | null | undefined} name
 */
function patternOf(name) {
  if (name === null || name === undefined) return null;
  if (name instanceof RegExp) return { source: name.source, flags: name.flags.replace('u', '') };
  return { source: `^${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`, flags: '' };
}

export class App {
  constructor(page, url) {
    this.page = page;
    this.url = url;
    this.errors = [];
    this.offOrigin = [];
    page.on('pageerror', (error) => this.errors.push(String(error?.stack ?? error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED/.test(message.text())) this.errors.push(message.text());
    });
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== new URL(url).origin) this.offOrigin.push(request.url());
    });
  }

  async load() {
    await this.page.goto(this.url, { waitUntil: 'domcontentloaded' });
    await this.ready();
  }

  async reload() {
    await this.page.reload({ waitUntil: 'domcontentloaded' });
    await this.ready();
  }

  async ready() {
    await this.wait(() => document.documentElement.dataset.state === 'ready' || !document.getElementById('stop').hidden);
    const stopped = await this.page.evaluate(() => (document.getElementById('stop').hidden ? '' : document.getElementById('stop').innerText));
    if (stopped) throw new Error(`the page stopped: ${stopped}`);
  }

  wait(condition, ...args) {
    return this.page.waitForFunction(condition, { timeout: kWaitMilliseconds, polling: 100 }, ...args);
  }

  /** Waits for an element of the twin; answers its place, name and value. */
  async find(role, name, state) {
    try {
      await this.wait((r, n, s) => window.__find(r, n, s).length > 0, role, patternOf(name), state ?? null);
    } catch (error) {
      throw new Error(`no ${role} ${name ?? ''} ${JSON.stringify(state ?? {})} came; there is:\n${await this.outline()}`, { cause: error });
    }
    return this.page.evaluate((r, n, s) => window.__place(window.__find(r, n, s)[0]), role, patternOf(name), state ?? null);
  }

  async gone(role, name) {
    await this.wait((r, n) => window.__find(r, n).length === 0, role, patternOf(name));
  }

  count(role, name) {
    return this.page.evaluate((r, n) => window.__find(r, n).length, role, patternOf(name));
  }

  names(role, name) {
    return this.page.evaluate((r, n) => window.__find(r, n).map((element) => window.__place(element).name), role, patternOf(name));
  }

  /** As a screen reader presses. */
  async press(role, name, state) {
    await this.find(role, name, state);
    await this.page.evaluate((r, n, s) => window.__find(r, n, s)[0].click(), role, patternOf(name), state ?? null);
  }

  /** As a mouse presses: on the canvas, where the element is. */
  async click(role, name) {
    const { x, y } = await this.find(role, name);
    await this.page.mouse.click(x, y);
  }

  async search(text) {
    await this.find('combobox', /Search/);
    await this.page.evaluate(() => window.__find('combobox', null)[0].focus());
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('a');
    await this.page.keyboard.up('Control');
    await this.page.keyboard.press('Delete');
    if (text) await this.page.keyboard.type(text);
  }

  /** Real files and folders, dropped on the middle of the page. */
  async drop(...paths) {
    const cdp = await this.page.createCDPSession();
    const { width, height } = this.page.viewport();
    const data = { items: [], files: paths.map((one) => path.resolve(one)), dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await cdp.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
    }
    await cdp.detach();
  }

  /** Text or files that the test makes up, dropped or pasted by a scripted event. */
  async give(how, files) {
    await this.page.evaluate(
      (kind, list) => {
        const data = new DataTransfer();
        for (const { name, text, bytes } of list) {
          if (name) data.items.add(new File([text ?? new Uint8Array(bytes)], name));
          else data.setData('text/plain', text);
        }
        const event = kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      },
      how,
      files,
    );
  }

  seen() {
    return this.page.evaluate(() => ({ ...window.__seen }));
  }

  /** The twin as indented text, for messages. */
  outline() {
    return this.page.evaluate(() => {
      const lines = [];
      const walk = (element, depth) => {
        for (const child of element.children) {
          const { name, value } = window.__place(child);
          lines.push(`${'  '.repeat(depth)}${child.getAttribute('role') ?? 'text'} "${name.slice(0, 80)}" ${value.slice(0, 60)}`);
          walk(child, depth + 1);
        }
      };
      walk(document.getElementById('twin'), 0);
      return lines.slice(0, 150).join('\n');
    });
  }
}

/** What is to be ended after a file of tests. `after` called inside `before` would run at once. */
export const cleanUps = {
  /** @type {(() => Promise<void>)[]} */
  waiting: [],
  after(done) {
    this.waiting.push(done);
  },
  async run() {
    for (const done of this.waiting.splice(0)) await done();
  },
};

/**
 * Chromium and a server for one file of tests.
 * @param {{ after: (done: () => Promise<void>) => void }} hooks
 * @param {string} [site]
 */
export async function startBrowser(hooks, site = kSite) {
  const server = await startServer(site, 0);
  const profile = mkdtempSync(path.join(os.tmpdir(), 'earshot-e2e-'));
  const browser = await puppeteer.launch({
    executablePath: process.env.EARSHOT_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    protocolTimeout: 300_000,
    userDataDir: profile,
    args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--use-gl=angle', '--use-angle=swiftshader', '--disable-dev-shm-usage', '--no-first-run'],
  });
  let serverIsUp = true;
  const stopServer = async () => {
    if (serverIsUp) await server.close();
    serverIsUp = false;
  };
  hooks.after(async () => {
    await browser.close();
    await stopServer();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A page in a profile of its own. */
  async function open({ width = 1280, height = 800, scheme = 'light', load = true, context = null, ratio = 1 } = {}) {
    const own = context ?? (await browser.createBrowserContext());
    const page = await own.newPage();
    await page.setViewport({ width, height, deviceScaleFactor: ratio });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.evaluateOnNewDocument(instrument);
    await page.evaluateOnNewDocument(installFinder);
    const app = new App(page, server.address);
    app.context = own;
    if (load) await app.load();
    return app;
  }
  return { open, stopServer, address: server.address };
}
