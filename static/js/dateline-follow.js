/** Keeps in view what the page shows, whatever size the map takes, until the reader moves the map. */
(function () {
  'use strict';

  const { Dateline } = window;
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
    /** The zoom level of the view once it is reached: at another one a program has moved the map. */
    let zoom = null;

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
    map.on('moveend', () => {
      zoom ??= map.getZoom();
    });
    map.on('resize', () => {
      const { x, y } = map.getSize();
      if (!x || !y) return;
      if (zoom !== null && map.getZoom() !== zoom) find = null;
      const view = find ? find() : null;
      hand = false;
      if (!view) return;
      zoom = null;
      map.setView(view.center, view.zoom, { animate: false });
    });
    // Leaflet hears only of the window: a map may be shown, or grow, within its page.
    const sizes = new ResizeObserver(() => {
      const middle = map.getCenter();
      const before = map.getSize();
      map.invalidateSize({ animate: false, pan: false });
      // Not moved by whole pixels, as Leaflet does it: what is printed and put back would drift.
      if (!find && !before.equals(map.getSize())) map.setView(middle, map.getZoom(), { reset: true });
    });
    sizes.observe(container);
    map.on('unload', () => sizes.disconnect());
    return (next) => {
      hand = false;
      zoom = null;
      find = next;
    };
  };
})();
