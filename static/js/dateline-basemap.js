/** The basemap: land, water, borders and names, in panes of their own under everything else. */
(function () {
  'use strict';

  const { Dateline } = window;
  const AREAS = new Set(['land', 'land_open', 'lake']);
  const PANE = 'dl-basemap';
  let leaving = false;
  window.addEventListener('pagehide', () => {
    leaving = true;
  });

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
      pane: PANE,
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
   * Draws a basemap that a file carries within it, and further copies of the world as they come
   * into view.
   * @param {L.Map} map
   * @param {object} collection GeoJSON FeatureCollection whose features carry properties.kind:
   *   land, land_open, coast, lake, river, border, border_disputed, drawn in this order.
   */
  function drawCollection(map, collection) {
    const renderer = L.svg({ pane: PANE, padding: 0.3 });
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
  }

  /** Notes what of the basemap is missing, unless the reader has left and so cut it short. */
  Dateline.missing = function (what, error) {
    if (!leaving) console.warn(`The basemap is incomplete: ${what} could not be loaded:`, error);
  };

  /** Runs a script of ours that only the basemap needs, once. */
  function run(address) {
    return new Promise((resolve, reject) => {
      const script = window.document.createElement('script');
      script.src = address;
      script.addEventListener('load', resolve);
      script.addEventListener('error', () => reject(new Error(`${address} could not be loaded`)));
      window.document.head.append(script);
    });
  }

  /** Layers that the scripts for tiles draw; each resolves to one that is not on the map yet. */
  const DRAWERS = {
    async xyz({ url, most }) {
      return L.tileLayer(url, { pane: PANE, maxZoom: most, maxNativeZoom: most, crossOrigin: true });
    },
    async world(source, story, shown) {
      await run(source.script);
      return Dateline.world(source.url, {
        language: window.document.documentElement.dataset.language || window.navigator.language,
        taken: story.shown.map(({ properties }) => properties.name),
        onNames: shown.setNames,
      });
    },
    async pmtiles(source) {
      await run(source.script);
      return Dateline.otherTiles(source, PANE, () => run(source.library));
    },
  };

  /**
   * Lays the basemap under a story that is drawn already, which stands without it if need be.
   * @param {L.Map} map
   * @param {object} source GeoJSON with `labels` and `credit`; or where tiles are and who draws them
   *   (`kind` one of world, xyz or pmtiles; `url`, `credit`, `most`; see `app/basemap.py`).
   * @param {object} story
   * @param {{setNames: function(object[]): void, credit: function(string): void}} shown
   */
  Dateline.lay = async function (map, source, story, shown) {
    if (source.credit) shown.credit(source.credit);
    if (source.features) {
      drawCollection(map, source);
      shown.setNames(source.labels || []);
      return;
    }
    if (source.most) map.setMaxZoom(source.most);
    try {
      const layer = await DRAWERS[source.kind](source, story, shown);
      layer.addTo(map);
    } catch (error) {
      Dateline.missing(source.url, error);
    }
  };
})();
