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
  plain: async (app) => {
    await tab(app, 'Notes');
    await chord(app, 'P', 'Shift');
    await app.wait(() => !document.getElementById('plain').hidden);
  },
};
