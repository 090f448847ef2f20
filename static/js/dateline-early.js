/**
 * Runs before the scripts of a map's page are there: what the reader clicks meanwhile is done once
 * the map is drawn, and where it cannot be drawn nothing is left that looks as if it worked. It is
 * small and in the page's head, so that there is no button before it.
 */
(function () {
  'use strict';

  const WORKED = '.bar button, [data-go], button[data-feature], button[data-also]';
  const root = document.documentElement;
  let last = null;

  function keep(event) {
    const button = event.target.closest?.(WORKED);
    if (!button) return;
    event.stopPropagation();
    event.preventDefault();
    last = button;
  }

  function stop() {
    states.disconnect();
    document.removeEventListener('click', keep, true);
    window.removeEventListener('error', onError, true);
  }

  function fail() {
    stop();
    root.classList.add('is-still');
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = document.querySelectorAll(WORKED);
    for (const button of buttons) button.disabled = true;
  }

  /** Scripts of ours that do not arrive; what goes wrong within them is told by the map. */
  function onError({ target }) {
    if (target.tagName !== 'SCRIPT' || !target.closest('body')) return;
    // What comes after the script in the page has to be there to be turned off.
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', fail);
    else fail();
  }

  function look() {
    const { ready, failed } = document.getElementById('map')?.dataset || {};
    if (failed) fail();
    if (!ready) return;
    stop();
    if (last?.isConnected) last.click();
  }

  const states = new MutationObserver(look);
  states.observe(root, { subtree: true, attributeFilter: ['data-ready', 'data-failed'] });
  document.addEventListener('click', keep, true);
  window.addEventListener('error', onError, true);
})();
