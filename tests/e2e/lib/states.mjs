// The main states of the page, each reached from a fresh page with the demo show.

async function openEpisode(app) {
  await app.press('button', /Three Copies of the Truth/);
  await app.find('tab', null, { selected: 'true' });
}

async function chord(app, key, ...modifiers) {
  for (const one of modifiers) await app.page.keyboard.down(one);
  await app.page.keyboard.press(key);
  for (const one of modifiers.reverse()) await app.page.keyboard.up(one);
}

async function tab(app, name) {
  await openEpisode(app);
  await app.press('tab', name);
  await app.find('tab', name, { selected: 'true' });
}

/** @type {Record<string, (app: import('./app.mjs').App) => Promise<unknown>>} */
export const kMainStates = {
  start: (app) => app.find('heading', 'Slow Compile'),
  notes: (app) => tab(app, 'Notes'),
  transcript: (app) => tab(app, 'Transcript'),
  chapters: (app) => tab(app, 'Chapters'),
  source: (app) => tab(app, 'Source'),
  drawer: async (app) => {
    await app.page.setViewport({ width: 390, height: 800 });
    await app.press('button', 'Library');
    await app.find('navigation', 'Library');
  },
  results: async (app) => {
    await app.search('tail latency');
    await app.find('option', /tail latency/i);
  },
  find: async (app) => {
    await tab(app, 'Transcript');
    await chord(app, 'f', 'Control');
    await app.find('searchbox', 'Find');
    await app.page.keyboard.type('the');
    await app.find('status', /^1 of/);
  },
  menu: async (app) => {
    await app.press('button', 'More');
    await app.find('menu', null);
  },
  palette: async (app) => {
    await app.page.keyboard.press('F1');
    await app.find('dialog', 'All commands');
  },
  settings: async (app) => {
    await chord(app, ',', 'Control');
    await app.find('dialog', 'Settings');
  },
  help: async (app) => {
    await chord(app, '?', 'Shift');
    await app.find('dialog', /shortcuts/i);
  },
  about: async (app) => {
    await app.press('button', 'More');
    await app.press('menuitem', /^About Earshot/);
    await app.find('dialog', /About/);
  },
  report: async (app) => {
    const transcript = 'WEBVTT\n\n00:09.000 --> 00:02.000\nThis cue ends early.\n\n00:10.000 --> 00:12.000\nThe lamp is lit.\n';
    await app.give('drop', [{ name: 'wick.vtt', text: transcript }]);
    await app.find('status', /Added 1 episode/);
    await app.press('button', 'More');
    await app.press('menuitem', 'Import report');
    await app.find('dialog', 'Import report');
  },
  file: async (app) => {
    await kMainStates.report(app);
    await app.press('button', /^Line 3: /);
    await app.find('heading', 'wick.vtt');
  },
  'report-as-text': async (app) => {
    await kMainStates.report(app);
    await app.press('button', 'As text');
    await app.find('document', 'Import report');
  },
  suggestions: async (app) => {
    await app.search('measuring ca');
    await app.find('listbox', 'Suggestions');
    await app.page.keyboard.press('ArrowDown');
    await app.find('option', null, { selected: 'true' });
  },
  why: async (app) => {
    await kMainStates.results(app);
    await chord(app, '.', 'Control');
    await app.find('dialog', /^Why/);
  },
  mistakes: async (app) => {
    await app.search('latensy after:someday ');
    await app.find('alert', /someday/);
  },
  nothing: async (app) => {
    await app.search('xylophone zeppelin');
    await app.find('status', /^Nothing found/);
  },
  'text-menu': async (app) => {
    await tab(app, 'Transcript');
    await app.page.keyboard.press('F7');
    await chord(app, 'F10', 'Shift');
    await app.find('menu', 'Text');
  },
  failure: async (app) => {
    await app.give('drop', [{ name: 'picture.vtt', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] }]);
    await app.find('alert', null);
  },
  removed: async (app) => {
    await app.press('button', 'More');
    await app.press('menuitem', /^Remove /);
    await app.press('button', 'Dismiss');
    await app.press('button', 'More');
    await app.press('menuitem', /^Removed episodes/);
    await app.find('dialog', 'Removed episodes');
  },
  empty: async (app) => {
    await app.press('button', 'More');
    await app.press('menuitem', /^Remove /);
    await app.press('button', 'Dismiss');
    await app.find('heading', /^Drop show notes/);
  },
  plain: async (app) => {
    await tab(app, 'Notes');
    await chord(app, 'P', 'Shift');
    await app.wait(() => !document.getElementById('plain').hidden);
  },
};
