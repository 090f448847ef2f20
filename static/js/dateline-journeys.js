/** Journeys: a line for each leg, arrows along it, a cap at each stop, and room for its words. */
(function () {
  'use strict';

  const { Dateline } = window;
  /** Pixels: between arrows, the least leg that gets one, an arrow's half length and half width. */
  const ARROW = { every: 170, least: 26, length: 6, width: 5 };

  /**
   * Leaflet rounds each point of a line to whole pixels: a long curve whose points are few pixels
   * apart then looks like a saw. These keep a tenth of a pixel.
   */
  const fine = {
    _projectLatlngs(positions, result, bounds) {
      if (!L.LineUtil.isFlat(positions)) {
        for (const part of positions) this._projectLatlngs(part, result, bounds);
        return;
      }
      const origin = this._map.getPixelOrigin();
      result.push(
        positions.map((at) => {
          const point = this._map.project(at).subtract(origin).multiplyBy(10).round().divideBy(10);
          bounds.extend(point);
          return point;
        }),
      );
    },
  };
  const Line = /** @type {any} */ (L.Polyline.extend(fine));
  const Area = L.Polygon.extend(fine);

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
      leg.inferred && Dateline.phrase('inferred'),
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
   * @returns {{group: L.LayerGroup, legs: object[], line: L.LatLng[], bounds: L.LatLngBounds,
   *   measure: function(number): object[], refresh: function}} `measure` tells where the legs and
   *   their words may stand at a zoom level; `refresh` redraws what depends on the zoom.
   */
  Dateline.journey = function (map, story, feature, renderer, onOpen) {
    const { properties } = feature;
    const lines = parts(feature, story);
    const style = (name) => ({
      renderer,
      pane: 'dl-journeys',
      className: `dl-journey-${name} dl-${properties.status}`,
      interactive: false,
      smoothFactor: 0.1,
    });
    const group = L.layerGroup();
    const signs = L.layerGroup();
    const legs = properties.legs
      .filter((leg) => leg.parts)
      .map((leg) => ({
        line: lines.slice(leg.parts[0], leg.parts[1] + 1).flat(),
        text: legText(leg),
      }));
    for (const line of lines) new Line(line, style('casing')).addTo(group);
    const inferred = properties.legs.filter((leg) => leg.parts && leg.inferred).map((leg) => leg.parts);
    lines.forEach((line, index) => {
      const guess = inferred.some(([first, last]) => first <= index && index <= last);
      new Line(line, style(guess ? 'line dl-inferred' : 'line')).addTo(group);
    });
    for (const stop of properties.stops) {
      if (stop.lon === null) continue;
      const at = story.latLng([stop.lon, stop.lat]);
      L.circleMarker(at, { ...style('stop'), radius: 4 }).addTo(group);
    }
    signs.addTo(group);
    new Line(lines, { ...style('hit'), interactive: true })
      .on('click', (event) => {
        L.DomEvent.stopPropagation(event);
        onOpen(event.latlng);
      })
      .addTo(group);

    /** The legs as they lie at a zoom level: points and length in pixels, and their middle. */
    function measure(zoom) {
      return legs.map(({ line, text }) => {
        const points = line.map((at) => map.project(at, zoom));
        return { text, points, pixels: lengthOf(points), middle: along(points, 1)[0] };
      });
    }

    function refresh() {
      signs.clearLayers();
      const cancelled = properties.status === 'cancelled';
      for (const { points, pixels } of measure(map.getZoom())) {
        if (pixels < ARROW.least) continue;
        for (const spot of along(points, Math.max(1, Math.round(pixels / ARROW.every)))) {
          const corners = sign(spot, cancelled).map((corner) =>
            Array.isArray(corner) ? corner.map((p) => map.unproject(p)) : map.unproject(corner),
          );
          const options = { ...style('sign'), noClip: true, smoothFactor: 0 };
          new (cancelled ? Line : Area)(corners, options).addTo(signs);
        }
      }
    }

    return { group, legs, bounds: L.latLngBounds(lines.flat()), line: lines.flat(), measure, refresh };
  };
})();
