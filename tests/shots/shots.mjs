// Pictures of every state, width and theme, of the page and of the desktop program, for eyes.
//
//   node tests/shots/shots.mjs [--out FOLDER] [--site FOLDER] [--desktop PROGRAM] [--only NAME,NAME] [--widths 360,768,1280,1920]
//     [--ratio 1,1.5,2,3] [--themes light,dark,contrast,contrast-dark] [--languages en,de]
//
// The page is drawn by headless Chromium, the desktop program under a virtual screen (xvfb-run, where there is none).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const kRoot = fileURLToPath(new URL('../../', import.meta.url));
const kDesktopStates = ['library', 'reader', 'transcript', 'chapters', 'results', 'empty', 'error', 'report', 'about'];

function readArguments() {
  const wish = { out: 'build/shots', site: '', desktop: 'build/release/shell/desktop/earshot-desktop', only: '', widths: '360,768,1280,1920', ratio: '1', themes: 'light,dark', languages: 'en' };
  for (let i = 2; i < process.argv.length; i += 2) {
    const name = process.argv[i]?.replace(/^--/, '') ?? '';
    if (!(name in wish) || !process.argv[i + 1]) {
      console.error('usage: shots [--out FOLDER] [--site FOLDER] [--desktop PROGRAM] [--only NAME,NAME] [--widths 360,768,1280,1920] [--ratio 1,2] [--themes light,dark,contrast,contrast-dark] [--languages en,de]');
      process.exit(2);
    }
    wish[name] = process.argv[i + 1];
  }
  const list = (text) => (text ? text.split(',') : []);
  return { ...wish, only: list(wish.only), widths: list(wish.widths).map(Number), ratios: list(wish.ratio).map(Number), themes: list(wish.themes), languages: list(wish.languages) };
}

/** States that are reached by opening a file instead. */
const kDesktopFiles = { languages: ['tests/shots/languages/languages.md', '--no-demo', '--do', 'open:0', '--do', 'tab:notes'] };

/** @param {ReturnType<typeof readArguments>} wish */
function takeDesktopShots(wish) {
  const program = path.resolve(kRoot, wish.desktop);
  if (!existsSync(program)) {
    console.error(`shots: no desktop program at ${wish.desktop}; only the page's pictures were taken`);
    return [];
  }
  const failures = [];
  const screen = process.env.DISPLAY ? [] : ['xvfb-run', '-a', '-s', '-screen 0 1600x1200x24'];
  const wanted = [...kDesktopStates, ...Object.keys(kDesktopFiles)].filter((state) => wish.only.length === 0 || wish.only.includes(state));
  const grid = wish.ratios.flatMap((ratio) => ['light', 'dark'].flatMap((theme) => wanted.map((state) => ({ ratio, theme, state }))));
  for (const { ratio, theme, state } of grid) {
    const file = path.resolve(wish.out, `desktop-${state}-1280-${theme}${ratio === 1 ? '' : `@${ratio}x`}.png`);
    const [command, ...args] = [...screen, program, '--size', '1280x800', '--scale', String(ratio), '--theme', theme, ...(kDesktopFiles[state] ?? ['--state', state]), '--library', path.resolve(wish.out, '.library'), '--shot', file];
    const run = spawnSync(command, args, { encoding: 'utf8', timeout: 120_000, cwd: kRoot });
    if (run.status === 0) console.log(file);
    else failures.push(`desktop ${state} ${theme} @${ratio}x: ${run.stderr || run.error?.message || `ended with ${run.status}`}`);
  }
  return failures;
}

const wish = readArguments();
if (wish.site) process.env.EARSHOT_SITE = path.resolve(wish.site);
mkdirSync(wish.out, { recursive: true });
const { whySkipped } = await import('../e2e/lib/app.mjs');
const missing = whySkipped();
if (missing) {
  console.error(`shots: ${missing}`);
  process.exit(1);
}
const { takeWebShots } = await import('./web.mjs');
const failures = [...(await takeWebShots(wish)), ...takeDesktopShots(wish)];
for (const failure of failures) console.error(`shots: ${failure}`);
process.exit(failures.length > 0 ? 1 : 0);
