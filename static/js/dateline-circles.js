/** Circles of uncertainty around points, as far as their size says something. */
(function () {
  'use strict';

  const { Dateline } = window;
  /** A circle is drawn between these radii in pixels. */
  const DRAWN = { least: 9, most: 1500 };

  /**
   * @param {L.Map} map
   * @returns {{of: function(object): ?L.Circle,
   *   refresh: function(object[], function(object): boolean): void}} `of` a pin its circle, null where
   *   its place is exact; `refresh` shows those of some pins that are of a size to be seen, but for
   *   features that are not to be shown.
   */
  Dateline.circles = function (map) {
    const renderer = L.svg({ pane: 'dl-uncertainty', padding: 0.2 });

    function of(pin) {
      const { uncertainty_km: km } = pin.feature.properties;
      if (!(km > 0)) return null;
      pin.circle ||= L.circle(pin.at, {
        radius: km * 1000,
        pane: 'dl-uncertainty',
        renderer,
        interactive: false,
        className: 'dl-circle',
      });
      return pin.circle;
    }

    function refresh(pins, isOff) {
      for (const { feature, circle, at } of pins) {
        const path = circle?.getElement();
        if (!path) continue;
        const edge = L.latLng(at.lat + feature.properties.uncertainty_km / 111.2, at.lng);
        const pixels = map.project(at).distanceTo(map.project(edge));
        const unseen = isOff(feature) || pixels < DRAWN.least || pixels > DRAWN.most;
        path.classList.toggle('is-hidden', unseen);
      }
    }

    return { of, refresh };
  };
})();
