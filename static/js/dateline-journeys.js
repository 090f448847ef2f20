/** Journeys: a line for each leg, arrows along it, a cap at each stop, and room for its words. */
(function () {
  'use strict';

  const Dateline = (window.Dateline = window.Dateline || {});
  /** Pixels: between arrows, the least leg that gets one, an arrow's half length and half width. */
  const ARROW = { every: 170, least: 26, length: 6, width: 5 };

  /** The parts of a journey's line as arrays of LatLng, unwrapped into one piece. */
  function parts(feature, story) {
    const { type, coordinates } = feature.geometry;
    if (type === 'Point') return [];
    const lines = type === 'LineString' ? [coordinates] : coordinates;
    return lines.map((line) => line.map((position) => story.latLng(position)));
  }

  /** What one leg's label says: "by train · about 9 hr · 134 km". */
  function legText(leg) {
    return [
      Dateline.words.modes[leg.mode],
      leg.duration_s && Dateline.duration(leg.duration_s, leg.duration_approximate, 'short'),
      leg.distance_km && Dateline.distance(leg.distance_km),
    ]
      .filter(Boolean)
      .join(' · ');
  }

  /** Points along a projected line, evenly spaced, each with the line's direction there. */
  function along(points, count) {
    const lengths = points.slice(1).map((point, index) => point.distanceTo(points[index]));
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const found = [];
    let walked = 0;
    lengths.forEach((length, index) => {
      while (found.length < count) {
        const target = (total * (found.length + 1)) / (count + 1);
        if (target > walked + length || !length) break;
        const [a, b] = [points[index], points[index + 1]];
        const way = b.subtract(a);
        found.push({
          at: a.add(way.multiplyBy((target - walked) / length)),
          unit: way.divideBy(length),
        });
      }
      walked += length;
    });
    return found;
  }

  const lengthOf = (points) =>
    points.slice(1).reduce((sum, point, index) => sum + point.distanceTo(points[index]), 0);

  /** The outline of an arrow head, or the two strokes of a cross for what was cancelled. */
  function sign({ at, unit }, cancelled) {
    const { length, width } = ARROW;
    const place = (ahead, aside) =>
      L.point(at.x + unit.x * ahead - unit.y * aside, at.y + unit.y * ahead + unit.x * aside);
    if (cancelled) {
      return [
        [place(-width, -width), place(width, width)],
        [place(-width, width), place(width, -width)],
      ];
    }
    return [place(length, 0), place(-length, width), place(-length / 2, 0), place(-length, -width)];
  }

  /**
   * One journey on the map.
   * @returns {{group: L.LayerGroup, legs: object[], bounds: L.LatLngBounds, refresh: function}}
   *   `legs` carry the label and where it may stand; `refresh` redraws what depends on the zoom.
   */
  Dateline.journey = function (map, story, feature, renderer, onOpen) {
    const { properties } = feature;
    const lines = parts(feature, story);
    const style = (name) => ({
      renderer,
      pane: 'dl-journeys',
      className: `dl-journey-${name} dl-${properties.status}`,
      interactive: false,
      smoothFactor: 0.5,
    });
    const group = L.layerGroup();
    const signs = L.layerGroup();
    const legs = properties.legs
      .filter((leg) => leg.parts)
      .map((leg) => ({
        line: lines.slice(leg.parts[0], leg.parts[1] + 1).flat(),
        text: legText(leg),
      }));
    for (const line of lines) L.polyline(line, style('casing')).addTo(group);
    for (const line of lines) L.polyline(line, style('line')).addTo(group);
    for (const stop of properties.stops) {
      if (stop.lon === null) continue;
      const at = story.latLng([stop.lon, stop.lat]);
      L.circleMarker(at, { ...style('stop'), radius: 4 }).addTo(group);
    }
    signs.addTo(group);
    L.polyline(lines, { ...style('hit'), interactive: true })
      .on('click', (event) => {
        L.DomEvent.stopPropagation(event);
        onOpen(event.latlng);
      })
      .addTo(group);

    function refresh() {
      signs.clearLayers();
      const cancelled = properties.status === 'cancelled';
      for (const leg of legs) {
        const points = leg.line.map((at) => map.project(at));
        const length = lengthOf(points);
        leg.points = points;
        leg.pixels = length;
        leg.middle = along(points, 1)[0];
        if (length < ARROW.least) continue;
        for (const spot of along(points, Math.max(1, Math.round(length / ARROW.every)))) {
          const corners = sign(spot, cancelled).map((corner) =>
            Array.isArray(corner) ? corner.map((p) => map.unproject(p)) : map.unproject(corner),
          );
          const options = { ...style('sign'), noClip: true, smoothFactor: 0 };
          (cancelled ? L.polyline(corners, options) : L.polygon(corners, options)).addTo(signs);
        }
      }
    }

    return { group, legs, bounds: L.latLngBounds(lines.flat()), refresh };
  };
})();
