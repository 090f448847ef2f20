/**
 * The page's address follows what the reader chooses, so that it can be sent to someone: a step or a
 * feature, a moment, the layers and the view, all in the query string. Nothing is stored anywhere.
 */
(function () {
  'use strict';

  const { Dateline } = window;
  const { phrase } = Dateline;
  const COPIED_MS = 2000;
  /** A file's address is its path; to write into it is not allowed everywhere. */
  const writable = /^https?:$/.test(window.location.protocol);

  /** @returns {function(Object<string, ?string>): void} Sets parameters; null takes one away. */
  Dateline.address = function () {
    return function write(changes) {
      if (!writable) return;
      const url = new URL(window.location.href);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) url.searchParams.delete(name);
        else url.searchParams.set(name, value);
      }
      // Commas may stand in a query as they are, and read better.
      url.search = url.search.replaceAll('%2C', ',');
      if (url.href !== window.location.href) window.history.replaceState(null, '', url);
    };
  };

  /**
   * Tells of the view once the reader has moved the map, and not when the page has.
   * @param {L.Map} map
   * @param {function(?string): void} onView
   */
  Dateline.watchView = function (map, onView) {
    let byReader = false;
    map.on('dateline:hand', () => {
      byReader = true;
    });
    map.on('moveend', () => {
      if (!byReader) return;
      const { lat, lng } = map.getCenter().wrap();
      onView([lat.toFixed(4), lng.toFixed(4), map.getZoom()].map(Number).join(','));
    });
    return () => {
      byReader = false;
      onView(null);
    };
  };

  /** The button that copies the address; where the clipboard is out of reach, the address itself. */
  Dateline.copyLink = function (button) {
    if (!writable) {
      button.hidden = true;
      return;
    }
    const label = button.textContent;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(window.location.href);
        button.textContent = phrase('copied');
        setTimeout(() => {
          button.textContent = label;
        }, COPIED_MS);
      } catch {
        const shown = Dateline.element('input', {
          class: 'bar-address',
          readonly: true,
          value: window.location.href,
          'aria-label': phrase('address'),
        });
        button.after(shown);
        button.hidden = true;
        shown.focus();
        shown.select();
        shown.addEventListener('blur', () => {
          shown.remove();
          button.hidden = false;
        });
      }
    });
  };
})();
