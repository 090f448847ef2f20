/** The basemap: land, water, borders and names, in panes of their own under everything else. */
(function () {
  'use strict';

  const Dateline = (window.Dateline = window.Dateline || {});
  const AREAS = new Set(['land', 'land_open', 'lake']);

  /** GeoJSON as it is, or fetched when only its address is given. */
  Dateline.load = async function (source) {
    if (typeof source !== 'string') return source || null;
    const response = await fetch(source);
    if (!response.ok) throw new Error(`${source} answered ${response.status}`);
    return response.json();
  };

  /** One copy of the basemap, moved by whole turns of the globe. */
  function copy(collection, turn, renderer) {
    return L.geoJSON(collection, {
      interactive: false,
      renderer,
      pane: 'dl-basemap',
      smoothFactor: 0.7,
      coordsToLatLng: ([lon, lat]) => L.latLng(lat, lon + 360 * turn),
      style: ({ properties }) => ({
        className: `dl-${properties.kind}`,
        fill: AREAS.has(properties.kind),
        stroke: properties.kind !== 'land_open',
      }),
    });
  }

  /**
   * Draws the basemap and keeps drawing further copies of the world as they come into view.
   * @param {L.Map} map
   * @param {object} collection GeoJSON FeatureCollection whose features carry properties.kind:
   *   land, land_open, coast, lake, river, border, border_disputed, drawn in this order.
   */
  Dateline.basemap = function (map, collection) {
    const renderer = L.svg({ pane: 'dl-basemap', padding: 0.3 });
    const drawn = new Set();
    const turns = () => {
      const bounds = map.getBounds().pad(0.1);
      const first = Math.floor((bounds.getWest() + 180) / 360);
      const last = Math.floor((bounds.getEast() + 180) / 360);
      for (let turn = first; turn <= last; turn += 1) {
        if (drawn.has(turn)) continue;
        drawn.add(turn);
        copy(collection, turn, renderer).addTo(map);
      }
    };
    turns();
    map.on('moveend', turns);
  };
})();
