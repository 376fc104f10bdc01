// How long it takes from a key to the state that it leads to, measured in the page: from the browser's own time stamp of
// the key (taken before the event waits for the main thread) to the moment when the twin says something else.

/** In the page. */
function installProbe() {
  const probe = { samples: [], begun: 0, before: '' };
  window.__latency = probe;
  // What was found, and which moment is selected.
  const state = () =>
    [...document.querySelectorAll('#twin [role=status], #twin [role=option][aria-selected=true]')]
      .map((element) => element.getAttribute('aria-label') ?? element.textContent ?? '')
      .filter((text) => !/^(Added|Import|Opening)/.test(text))
      .join('|');
  const end = () => {
    if (probe.begun === 0 || state() === probe.before) return;
    probe.samples.push(performance.now() - probe.begun);
    probe.begun = 0;
  };
  window.addEventListener('keydown', (event) => {
    probe.begun = event.timeStamp;
    probe.before = state();
  }, { capture: true });
  // Registered at the window and after the page's own: they run when the page is done with the event.
  window.addEventListener('keydown', end);
  window.addEventListener('input', end);
  new MutationObserver(end).observe(document.getElementById('twin'), { subtree: true, childList: true, characterData: true, attributes: true });
}

/** @param {import('./app.mjs').App} app */
export async function installLatencyProbe(app) {
  await app.page.evaluate(installProbe);
}

/**
 * Types the words one key after the other, walks a few moments, and takes the words back again. Answers the milliseconds
 * of each key that changed what the page says.
 * @param {import('./app.mjs').App} app
 * @param {string[]} words
 * @param {() => Promise<boolean>} goesOn asked before each word
 */
export async function measureTyping(app, words, goesOn = async () => true) {
  await app.search('');
  await app.page.evaluate(() => {
    window.__latency.samples = [];
  });
  for (const word of words) {
    if (!(await goesOn())) break;
    for (const letter of word) await app.page.keyboard.press(letter);
    for (let i = 0; i < 3; ++i) await app.page.keyboard.press('ArrowDown');
    for (let i = 0; i < word.length; ++i) await app.page.keyboard.press('Backspace');
  }
  return app.page.evaluate(() => window.__latency.samples);
}

/**
 * @param {number[]} samples
 * @param {number} share 0.5: the median
 */
export function percentile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** @param {number[]} samples */
export const described = (samples) =>
  `${samples.length} keys, median ${percentile(samples, 0.5).toFixed(1)} ms, 95 % within ${percentile(samples, 0.95).toFixed(1)} ms, ` +
  `longest ${Math.max(...samples).toFixed(1)} ms`;

/** In the page: when the results first had a moment after a drop, and when their total was another one. */
function installAnswerProbe() {
  const probe = { begun: 0, first: 0, told: [], total: '' };
  window.__answers = probe;
  window.addEventListener('drop', (event) => {
    probe.begun = event.timeStamp;
  }, { capture: true });
  new MutationObserver(() => {
    if (probe.begun === 0) return;
    const twin = document.getElementById('twin');
    if (probe.first === 0 && twin.querySelector('[role=option]')) probe.first = performance.now() - probe.begun;
    const total = /[\d,]+ moments? in [\d,]+ episodes?/.exec(twin.innerText)?.[0] ?? '';
    if (total === probe.total) return;
    probe.total = total;
    probe.told.push(performance.now() - probe.begun);
  }).observe(document.getElementById('twin'), { subtree: true, childList: true, characterData: true, attributes: true });
}

/** @param {import('./app.mjs').App} app */
export async function installAnswers(app) {
  await app.page.evaluate(installAnswerProbe);
}

/**
 * Milliseconds after the drop.
 * @param {import('./app.mjs').App} app
 * @returns {Promise<{ first: number, told: number[] }>} the first moment; each other total
 */
export function answers(app) {
  return app.page.evaluate(() => window.__answers);
}
