/**
 * Very many pins: those that would lie on each other are drawn as one, a button with their number.
 *
 * Supercluster (ISC) keeps them in a tree, so that what is in view is found in a millisecond, and
 * only that becomes elements of the page: panning then costs as little as on a map of ten places.
 */
(function () {
  'use strict';

  const { Dateline } = window;
  const { element, phrase, reduced } = Dateline;
  /** Pins beyond which a map is crowded; pages with fewer features come without this script. */
  const MANY = 400;
  /** Pixels: pins nearer than this are one; half the size of what stands for them. */
  const NEAR = 60;
  const HALF = { least: 15, most: 27 };
  /** Deeper than any zoom of ours: what lies at one point never comes apart. */
  const DEEPEST = 16;
  /** How much around the view is drawn, as a share of it, so that a pan has something to show. */
  const AROUND = 0.4;

  Dateline.isCrowd = (pins) => pins.length > MANY;

  /**
   * @param {L.Map} map
   * @param {function(object): void} onPile told one pin of several that no zoom takes apart.
   */
  Dateline.crowd = function (map, onPile) {
    const group = L.layerGroup().addTo(map);
    let tree = null;
    let members = [];
    /** What stands on the map, by cluster and copy of the world: it stays, and so does its focus. */
    let shown = new Map();

    function fill(pins) {
      members = pins;
      group.clearLayers();
      shown = new Map();
      tree = new Supercluster({ radius: NEAR, maxZoom: DEEPEST, extent: 256, nodeSize: 32 }).load(
        pins.map(({ at }, index) => ({
          type: 'Feature',
          properties: { index },
          geometry: { type: 'Point', coordinates: [L.Util.wrapNum(at.lng, [-180, 180], true), at.lat] },
        })),
      );
    }

    function open(cluster, at) {
      const zoom = tree.getClusterExpansionZoom(cluster.id);
      if (zoom > map.getMaxZoom()) {
        const [leaf] = tree.getLeaves(cluster.id, 1);
        onPile(members[leaf.properties.index]);
        return;
      }
      // What had the focus is gone then; the map keeps it.
      map.getContainer().focus({ preventScroll: true });
      map.setView(at, zoom, { animate: !reduced });
    }

    function button(cluster, at) {
      const { point_count: count, point_count_abbreviated: short } = cluster.properties;
      const half = Math.min(HALF.most, HALF.least + 3 * Math.log10(count / 2) * 2);
      const name = phrase('many_here', short);
      const node = element(
        'button',
        {
          type: 'button',
          class: 'dl-crowd',
          // What is heard begins with what is seen, so that it can be asked for by voice.
          'aria-label': name,
          title: phrase('many_here', Dateline.number(count)),
          'data-count': count,
        },
        String(short),
      );
      const size = `${Math.round(half * 2)}px`;
      Object.assign(node.style, { width: size, height: size, left: `${-half}px`, top: `${-half}px` });
      node.addEventListener('click', (event) => {
        event.stopPropagation();
        open(cluster, at);
      });
      const marker = Dateline.nodeMarker(at, element('div', {}, node), 'dl-places').addTo(group);
      return { at, half, marker };
    }

    /** The copies of the world in view: 0 is ours, 1 the next one to the east. */
    function turns({ min, max }) {
      const found = [];
      for (let turn = Math.floor((min + 180) / 360); turn * 360 - 180 < max; turn += 1) found.push(turn);
      return found;
    }

    /**
     * Draws what stands for several, and tells which stand for themselves.
     * @returns {{single: object[], blocks: {at: L.LatLng, half: number}[]}}
     */
    function draw() {
      const bounds = map.getBounds().pad(AROUND);
      const zoom = Math.floor(map.getZoom());
      const single = [];
      const next = new Map();
      for (const turn of turns({ min: bounds.getWest(), max: bounds.getEast() })) {
        const west = Math.max(-180, bounds.getWest() - 360 * turn);
        const east = Math.min(180, bounds.getEast() - 360 * turn);
        for (const one of tree.getClusters([west, bounds.getSouth(), east, bounds.getNorth()], zoom)) {
          const [lon, lat] = one.geometry.coordinates;
          const key = `${one.id}:${turn}`;
          if (one.properties.cluster) {
            next.set(key, shown.get(key) || button(one, L.latLng(lat, lon + 360 * turn)));
          } else single.push(members[one.properties.index]);
        }
      }
      for (const [key, { marker }] of shown) if (!next.has(key)) group.removeLayer(marker);
      shown = next;
      return { single: [...new Set(single)], blocks: [...next.values()] };
    }

    return { fill, draw };
  };
})();
