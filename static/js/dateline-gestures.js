/** In an article a map must not swallow the reader's scroll: ctrl + wheel and two fingers work it. */
(function () {
  'use strict';

  const { Dateline } = window;
  const { element, phrase } = Dateline;
  const HINT_MS = 1400;

  /** @param {L.Map} map */
  Dateline.gestures = function (map) {
    const container = map.getContainer();
    container.classList.add('dl-gestures');
    const hint = element('div', { class: 'dl-hint', 'aria-hidden': 'true' });
    container.append(hint);
    const mac = /Mac|iPhone|iPad/.test(navigator.platform);
    let timer = 0;

    function show(text) {
      hint.textContent = text;
      hint.classList.add('is-shown');
      clearTimeout(timer);
      timer = setTimeout(() => hint.classList.remove('is-shown'), HINT_MS);
    }

    map.scrollWheelZoom.disable();
    container.addEventListener(
      'wheel',
      (event) => {
        // A pinch on a track pad arrives as a wheel with ctrlKey set.
        if (event.ctrlKey || event.metaKey) {
          map.scrollWheelZoom.enable();
        } else {
          map.scrollWheelZoom.disable();
          if (event.target.closest('.dl-dock, .dl-panel, .leaflet-popup') === null) {
            show(phrase(mac ? 'scroll_hint_mac' : 'scroll_hint'));
          }
        }
      },
      { capture: true, passive: true },
    );

    container.addEventListener(
      'pointerdown',
      (event) => {
        if (event.pointerType === 'touch') map.dragging.disable();
        else map.dragging.enable();
      },
      { capture: true },
    );
    container.addEventListener(
      'touchmove',
      (event) => {
        if (event.touches.length === 1 && event.target.closest('.dl-dock, .dl-panel, .leaflet-popup') === null) {
          show(phrase('touch_hint'));
        }
      },
      { passive: true },
    );
  };
})();
