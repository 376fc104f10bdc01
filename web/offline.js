/**
 * The page's side of the service worker. A new release is fetched in the background and taken at the next start; user
 * data is never touched.
 */

const STARTED_OVER = 'earshot-took-update';
/** A waiting worker that does not take over in this time is passed by: the app that is here starts. */
const TAKE_OVER_SECONDS = 3;

/**
 * Takes a release that is waiting, before anything is shown.
 * @returns {Promise<boolean>} the page is being loaded anew: start nothing
 */
export async function takeWaitingRelease() {
  if (!('serviceWorker' in navigator) || !navigator.serviceWorker.controller) return false;
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    const waiting = registration?.waiting;
    // Once in a row: a worker that refuses must not keep the page from starting.
    if (!waiting || sessionStorage.getItem(STARTED_OVER)) {
      sessionStorage.removeItem(STARTED_OVER);
      return false;
    }
    sessionStorage.setItem(STARTED_OVER, '1');
    /** @type {Promise<boolean>} */
    const taken = new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), TAKE_OVER_SECONDS * 1000);
      const take = () => {
        clearTimeout(timer);
        resolve(true);
      };
      navigator.serviceWorker.addEventListener('controllerchange', take, { once: true });
    });
    waiting.postMessage({ type: 'take-over' });
    if (!(await taken)) return false;
    location.reload();
    return true;
  } catch {
    return false;
  }
}

/** Keeps the app for the next start, with or without a network. Called when the app is up: it must not slow the start. */
export function keepForOffline() {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' }).catch(() => {
    // No offline use then: a private window, or a host without HTTPS. The app itself is well.
  });
}
