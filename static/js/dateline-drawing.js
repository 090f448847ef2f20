/** The features on the map: which of them are drawn, marked and hidden. */
(function () {
  'use strict';

  const { Dateline } = window;

  /** A pin or a journey of each feature that has a place, and the layers that they are switched by. */
  function make(map, story, onOpen) {
    const renderer = L.svg({ pane: 'dl-journeys', padding: 0.2 });
    /** @type {Object<string, L.LayerGroup>} */
    const groups = {};
    const pins = [];
    const journeys = [];
    for (const name of Dateline.SWITCHES) groups[name] = L.layerGroup();
    for (const feature of story.reading) {
      const { geometry, properties } = feature;
      if (!geometry) continue;
      if (properties.layer === 'journeys' && geometry.type !== 'Point') {
        const open = (at) => onOpen(feature, { at });
        const journey = Dateline.journey(map, story, feature, renderer, open);
        journeys.push({ feature, ...journey });
        groups[Dateline.switchOf(properties)].addLayer(journey.group);
      } else {
        const open = ({ at, offset, button }) => onOpen(feature, { at, offset, opener: button });
        pins.push(Dateline.pin(map, story, feature, open));
      }
    }
    return { groups, pins, journeys };
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
    const { groups, pins, journeys } = make(map, story, onOpen);
    const circles = Dateline.circles(map);
    const write = Dateline.lettering(map);
    const crowd = Dateline.isCrowd?.(pins) ? Dateline.crowd(map, ({ feature, at }) => onOpen(feature, { at })) : null;
    let names = [];
    let marked = new Set();
    /** @type {function(object): boolean} */
    let hidden = () => false;
    /** Pins that are drawn, and what stands for several others: it takes room as well. */
    let drawn = [];
    let blocks = [];
    let filled = null;

    const isShown = ({ feature }) => state.on.has(Dateline.switchOf(feature.properties)) && !hidden(feature);
    /** Whether a journey is drawn and labelled now: of very many features, those in view. */
    const isNear = (journey) =>
      isShown(journey) && (!crowd || map.getBounds().intersects(journey.bounds));
    /** Whether a feature has no circle now; an area has one only while it is marked. */
    const isBare = (feature) =>
      hidden(feature) || (Dateline.isArea(feature.properties) && !marked.has(feature));

    function add(one) {
      const { feature } = one.draw();
      const group = groups[Dateline.switchOf(feature.properties)];
      group.addLayer(one.marker);
      one.button.classList.toggle('is-selected', marked.has(feature));
      const circle = circles.of(one);
      if (circle) group.addLayer(circle);
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

    function layout(zoom, frame = null) {
      const shown = { pins: drawn.filter(isShown), journeys: journeys.filter(isNear), blocks, names };
      return Dateline.layout(map, story, shown, zoom, frame);
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
      const points = spots(features).map((at) => map.project(at, zoom));
      if (crowd) {
        const hull = L.bounds(points);
        return [L.bounds([hull.min]), L.bounds([hull.max])];
      }
      return [
        ...points.map((point) => L.bounds([point])),
        ...Dateline.boxesIn(layout(zoom), new Set(features)),
      ];
    }

    function refresh() {
      if (crowd) thin();
      for (const journey of journeys.filter(isNear)) journey.refresh();
      write(layout(map.getZoom(), map.getPixelBounds()));
      circles.refresh(drawn, isBare);
    }

    /** What the basemap wants written, where the story leaves room. */
    function setNames(list) {
      names = list;
      refresh();
    }

    /** Marks features, and no others. */
    function mark(features) {
      marked = new Set(features);
      if (crowd) refresh();
      for (const { feature, button } of drawn) button.classList.toggle('is-selected', marked.has(feature));
      for (const { feature, group } of journeys) {
        group.eachLayer((line) => line.getElement?.()?.classList.toggle('is-selected', marked.has(feature)));
      }
      circles.refresh(drawn, isBare);
    }

    function hide(which) {
      hidden = which;
      for (const { feature, button } of drawn) button.parentElement.hidden = hidden(feature);
      for (const { feature, group } of journeys) {
        groups.journeys[hidden(feature) ? 'removeLayer' : 'addLayer'](group);
      }
      refresh();
    }

    return { groups, pins, journeys, spots, boxes, refresh, setNames, mark, hide };
  };
})();
