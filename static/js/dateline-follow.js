/** Keeps in view what the page shows, whatever size the map takes, until the reader moves the map. */
(function () {
  'use strict';

  const Dateline = (window.Dateline = window.Dateline || {});
  /** What the reader may do without moving the map. */
  const ELSEWHERE = 'button, a:not(.leaflet-control-zoom a), .leaflet-control:not(.leaflet-control-zoom), .dl-card';

  /**
   * Fires `dateline:hand` once the reader has moved the map.
   * @param {L.Map} map
   * @returns {function(?function(): ?{center: L.LatLng, zoom: number}): void} Takes what finds the
   *   view for the size that the map has; null keeps the view that there is.
   */
  Dateline.follow = function (map) {
    const container = map.getContainer();
    let find = null;
    let hand = false;

    for (const name of ['pointerdown', 'wheel', 'keydown']) {
      container.addEventListener(
        name,
        ({ target, key }) => {
          hand = !target.closest(ELSEWHERE) && key !== 'Tab' && key !== 'Escape';
        },
        { capture: true, passive: true },
      );
    }
    map.on('movestart zoomstart', () => {
      if (!hand) return;
      find = null;
      map.fire('dateline:hand');
    });
    map.on('resize', () => {
      const { x, y } = map.getSize();
      const view = find && x && y ? find() : null;
      hand = false;
      if (view) map.setView(view.center, view.zoom, { animate: false });
    });
    // Leaflet hears only of the window: a map may be shown, or grow, within its page.
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
    return (next) => {
      hand = false;
      find = next;
    };
  };
})();
