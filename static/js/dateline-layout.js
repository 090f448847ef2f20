/** Where everything shown is at a zoom level, with labels placed so that none hides another. */
(function () {
  'use strict';

  const { Dateline } = window;
  /** A leg is labelled when its line is at least this much of its label's width. */
  const LEAST_LINE = 0.7;

  /**
   * Labels of what the story is about are placed before those of where it was filed, and those of
   * points before those of areas, whose symbol could as well be elsewhere.
   */
  function rank({ feature: { properties } }) {
    return (
      Number(properties.role === 'dateline') +
      Number(Dateline.isArea(properties)) +
      Number(properties.use === 'mentioned')
    );
  }

  function legs(journeys, zoom) {
    const lines = [];
    for (const { feature, measure } of journeys) {
      for (const { middle, text, pixels, points } of measure(zoom)) {
        if (!middle) continue;
        const size = Dateline.labelSize(text, 'other');
        const label = text && pixels > size.width * LEAST_LINE ? size : null;
        lines.push({ ...middle.at, points, text, label, status: feature.properties.status });
      }
    }
    return lines;
  }

  function namesAt(map, story, names, zoom) {
    return names
      .filter((name) => name.zoom <= zoom)
      .map((name) => ({
        ...map.project(name.at || story.latLng([name.lon, name.lat]), zoom),
        text: name.name,
        kind: name.class,
        dot: name.class !== 'country',
        label: Dateline.labelSize(name.name, name.class),
      }));
  }

  /**
   * @param {L.Map} map
   * @param {object} story
   * @param {{pins: object[], journeys: object[], blocks: object[], names: object[]}} shown Pins and
   *   journeys that are shown, what stands for several pins, and names of the basemap.
   * @param {number} zoom
   * @param {?L.Bounds} [frame] What is in view: labels keep within it where they can.
   * @returns {{visible: object[], items: object[], lines: object[], written: object[],
   *   placed: object}} `placed` is what `Dateline.placing` made of the others, index by index.
   */
  Dateline.layout = function (map, story, { pins, journeys, blocks, names }, zoom, frame = null) {
    const visible = [...pins].sort((a, b) => rank(a) - rank(b));
    const items = visible.map(({ feature, at, size }) => ({
      ...map.project(at, zoom),
      fixed: feature.properties.layer === 'places',
      label: size,
    }));
    const lines = legs(journeys, zoom);
    const written = namesAt(map, story, names, zoom);
    const taken = blocks.map(({ at, half }) => ({ ...map.project(at, zoom), half }));
    const placed = Dateline.placing(items, lines, written, frame, taken);
    return { visible, items, lines, written, placed };
  };

  /**
   * The boxes of symbols and labels of some features in a layout, in pixels of its zoom level.
   * @param {object} layout
   * @param {Set<object>} wanted
   * @returns {L.Bounds[]}
   */
  Dateline.boxesIn = function ({ visible, items, placed }, wanted) {
    return visible.flatMap(({ feature, size }, index) => {
      if (!wanted.has(feature)) return [];
      const middle = L.point(items[index].x, items[index].y).add(placed.offsets[index]);
      const symbol = L.bounds(middle.subtract([12, 12]), middle.add([12, 12]));
      const spot = placed.labels[index];
      if (!spot) return [symbol];
      const label = middle.add(spot);
      return [symbol, L.bounds(label, label.add([size.width, size.height]))];
    });
  };
})();
