/** The features as drawn: symbols and labels at their places, circles, journeys. */
(function () {
  'use strict';

  const { Dateline } = window;
  const { element } = Dateline;
  /** An uncertainty circle is worth drawing between these radii in pixels. */
  const CIRCLE = { least: 9, most: 1500 };
  function shift(node, [x, y]) {
    node.style.transform = `translate(${x}px, ${y}px)`;
  }

  /**
   * Draws the features.
   * @param {L.Map} map
   * @param {object} story
   * @param {{on: Set<string>}} state which switches are on.
   * @param {function(object, object): void} onOpen told a feature and where it was asked for.
   * @returns {{groups: Object<string, L.LayerGroup>, pins: object[], journeys: object[],
   *   spots: function(object[]): L.LatLng[], boxes: function(object[], number): L.Bounds[],
   *   refresh: function(): void, setNames: function(object[]): void,
   *   mark: function(object[]): void, hide: function(function(object): boolean): void}} `refresh`
   *   places symbols and labels anew, as each zoom needs; `hide` takes off the map what it is told
   *   is not to be seen.
   */
  Dateline.drawing = function (map, story, state, onOpen) {
    const renderer = (pane) => L.svg({ pane, padding: 0.2 });
    const uncertainty = renderer('dl-uncertainty');
    const journeyRenderer = renderer('dl-journeys');
    const leaderRenderer = renderer('dl-leaders');
    const leaders = L.layerGroup().addTo(map);
    const words = L.layerGroup().addTo(map);
    let names = [];
    let marked = new Set();
    /** @type {function(object): boolean} */
    let hidden = () => false;
    /** @type {Object<string, L.LayerGroup>} */
    const groups = {};
    const pins = [];
    const journeys = [];
    for (const name of Dateline.SWITCHES) groups[name] = L.layerGroup();
    // Room for labels goes to what the story is about before where it was filed, and to points
    // before areas, whose symbol could as well stand elsewhere.
    const rank = ({ feature: { properties } }) =>
      Number(properties.role === 'dateline') +
      Number(Dateline.isArea(properties)) +
      Number(properties.use === 'mentioned');

    for (const feature of story.reading) {
      const { geometry, properties } = feature;
      const group = groups[Dateline.switchOf(properties)];
      if (!geometry) continue;
      if (properties.layer === 'journeys' && geometry.type !== 'Point') {
        const journey = Dateline.journey(map, story, feature, journeyRenderer, (at) =>
          onOpen(feature, { at }),
        );
        journeys.push({ feature, ...journey });
        group.addLayer(journey.group);
        continue;
      }
      pins.push(
        Dateline.pin(map, story, feature, ({ at, offset, button }) =>
          onOpen(feature, { at, offset, opener: button }),
        ),
      );
    }
    const crowd = Dateline.isCrowd?.(pins) ? Dateline.crowd(map, ({ feature, at }) => onOpen(feature, { at })) : null;
    const isShown = ({ feature }) => state.on.has(Dateline.switchOf(feature.properties)) && !hidden(feature);
    /** Pins that are drawn; what stands for several takes room as well. */
    let drawn = [];
    let blocks = [];
    let filled = null;

    function add(one) {
      const { feature, at } = one.draw();
      const { uncertainty_km: km } = feature.properties;
      const group = groups[Dateline.switchOf(feature.properties)];
      group.addLayer(one.marker);
      one.button.classList.toggle('is-selected', marked.has(feature));
      if (!(km > 0)) return;
      one.circle ||= L.circle(at, {
        radius: km * 1000,
        pane: 'dl-uncertainty',
        renderer: uncertainty,
        interactive: false,
        className: 'dl-circle',
      });
      group.addLayer(one.circle);
    }

    function remove(one) {
      const group = groups[Dateline.switchOf(one.feature.properties)];
      group.removeLayer(one.marker);
      if (one.circle) group.removeLayer(one.circle);
    }

    /** Of a crowd, what is in view and stands for itself becomes elements of the page. */
    function thin() {
      const shown = [...state.on, hidden].join();
      if (filled?.hidden !== hidden || filled.shown !== shown) {
        filled = { hidden, shown };
        crowd.fill(pins.filter(isShown));
      }
      const found = crowd.draw();
      blocks = found.blocks;
      const next = new Set(found.single);
      for (const one of pins) if (marked.has(one.feature) && isShown(one)) next.add(one);
      for (const one of drawn) if (!next.has(one)) remove(one);
      drawn = [...next];
      drawn.forEach(add);
    }

    if (!crowd) {
      drawn = pins;
      drawn.forEach(add);
    }

    function sizeCircles() {
      for (const { feature, circle, at } of drawn) {
        const path = circle?.getElement();
        if (!path) continue;
        const edge = L.latLng(at.lat + feature.properties.uncertainty_km / 111.2, at.lng);
        const pixels = map.project(at).distanceTo(map.project(edge));
        const unasked = Dateline.isArea(feature.properties) && !marked.has(feature);
        const unseen = unasked || hidden(feature) || pixels < CIRCLE.least || pixels > CIRCLE.most;
        path.classList.toggle('is-hidden', unseen);
      }
    }

    /** Words at a point that are not a feature's own: of a leg, of the basemap. */
    function write(point, spot, text, name, group, pane) {
      const node = element('span', { class: `dl-label ${name}`, dir: 'auto' }, text);
      shift(node, spot);
      const html = element('div', { 'aria-hidden': 'true' }, node);
      Dateline.nodeMarker(map.unproject(point), html, pane).addTo(group);
    }

    /** Whether a journey is to be told of now: of very many, those in view. */
    const isNear = (journey) =>
      isShown(journey) && (!crowd || map.getBounds().intersects(journey.bounds));

    function legsToPlace(zoom) {
      const lines = [];
      for (const { feature, measure } of journeys.filter(isNear)) {
        for (const { middle, text, pixels, points } of measure(zoom)) {
          if (!middle) continue;
          const size = Dateline.labelSize(text, 'other');
          const room = text && pixels > size.width * 0.7;
          const label = room ? size : null;
          lines.push({ ...middle.at, points, text, label, status: feature.properties.status });
        }
      }
      return lines;
    }

    function namesToPlace(zoom) {
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

    /** Where everything shown stands at a zoom level, with labels within a frame where they can. */
    function layout(zoom, frame = null) {
      const visible = drawn
        .filter(isShown)
        .sort((a, b) => rank(a) - rank(b));
      const items = visible.map(({ feature, at, size }) => ({
        ...map.project(at, zoom),
        fixed: feature.properties.layer === 'places',
        label: size,
      }));
      const lines = legsToPlace(zoom);
      const written = namesToPlace(zoom);
      const taken = blocks.map(({ at, half }) => ({ ...map.project(at, zoom), half }));
      const placed = Dateline.placing(items, lines, written, frame, taken);
      return { visible, items, lines, written, placed };
    }

    /** The points of features, as far as they have a place. */
    function spots(features) {
      const wanted = new Set(features);
      return [
        ...pins.filter(({ feature }) => wanted.has(feature)).map(({ at }) => at),
        ...journeys.filter(({ feature }) => wanted.has(feature)).flatMap(({ line }) => line),
      ];
    }

    /** What features take at a zoom level, in its pixels: points, and symbols with their labels. */
    function boxes(features, zoom) {
      if (crowd) {
        const hull = L.bounds(spots(features).map((at) => map.project(at, zoom)));
        return [L.bounds([hull.min]), L.bounds([hull.max])];
      }
      const { visible, items, placed } = layout(zoom);
      const wanted = new Set(features);
      const found = spots(features).map((at) => L.bounds([map.project(at, zoom)]));
      visible.forEach(({ feature, size }, index) => {
        if (!wanted.has(feature)) return;
        const spot = placed.labels[index];
        const middle = L.point(items[index].x, items[index].y).add(placed.offsets[index]);
        found.push(L.bounds(middle.subtract([12, 12]), middle.add([12, 12])));
        if (!spot) return;
        const label = middle.add(spot);
        found.push(L.bounds(label, label.add([size.width, size.height])));
      });
      return found;
    }

    function place(one, offset, spot) {
      const [dx, dy] = offset;
      one.offset = offset;
      shift(one.button, offset);
      one.label.hidden = !spot;
      if (spot) shift(one.label, [dx + spot[0], dy + spot[1]]);
      if (!dx && !dy) return;
      const end = map.unproject(map.project(one.at).add(offset));
      L.polyline([one.at, end], {
        renderer: leaderRenderer,
        pane: 'dl-leaders',
        interactive: false,
        className: 'dl-leader',
      }).addTo(leaders);
    }

    function refresh() {
      leaders.clearLayers();
      words.clearLayers();
      if (crowd) thin();
      for (const journey of journeys.filter(isNear)) journey.refresh();
      const { visible, lines, written, placed } = layout(map.getZoom(), map.getPixelBounds());
      visible.forEach((one, index) => {
        place(one, placed.offsets[index], placed.labels[index]);
        // What lies too close to be aimed at is left to the list until the reader zooms in.
        one.button.tabIndex = placed.crowded[index] ? -1 : 0;
      });
      lines.forEach(({ x, y, text, status }, index) => {
        const spot = placed.lineLabels[index];
        if (spot) write([x, y], spot, text, `dl-label-leg dl-${status}`, words, 'dl-leaders');
      });
      written.forEach(({ x, y, text, kind, dot }, index) => {
        const spot = placed.nameLabels[index];
        if (!spot) return;
        write([x, y], spot, text, `dl-name dl-name-${kind}`, words, 'dl-names');
        if (dot) write([x, y], [-2, -2], '', 'dl-name-dot', words, 'dl-names');
      });
      sizeCircles();
    }

    /** What the basemap wants written, where the story leaves room. */
    function setNames(list) {
      names = list;
      refresh();
    }

    /** Marks features, and no others; an area shows its reach only then. */
    function mark(features) {
      marked = new Set(features);
      if (crowd) refresh();
      for (const { feature, button } of drawn) button.classList.toggle('is-selected', marked.has(feature));
      for (const { feature, group } of journeys) {
        group.eachLayer((line) => line.getElement?.()?.classList.toggle('is-selected', marked.has(feature)));
      }
      sizeCircles();
    }

    function hide(which) {
      hidden = which;
      for (const { feature, button } of drawn) button.parentElement.hidden = hidden(feature);
      for (const { feature, group } of journeys) {
        groups.journeys[hidden(feature) ? 'removeLayer' : 'addLayer'](group);
      }
      refresh();
      sizeCircles();
    }

    return { groups, pins, journeys, spots, boxes, refresh, setNames, mark, hide };
  };
})();
