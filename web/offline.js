/** The page's side of the service worker, which keeps the app for the next start; user data is never touched. */

/**
 * Keeps the app, with or without a network, and looks for a new release, which the next start then shows. Called when
 * the app is up: it must not slow the start.
 */
export function keepForOffline() {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' }).catch(() => {
    // No offline use then: a private window, or a host without HTTPS. The app itself is well.
  });
}
