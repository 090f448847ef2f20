/**
 * Draws the world's vector tiles under the story, on one canvas for the whole view.
 *
 * One canvas, because maps here stand at quarters of a zoom level: tiles drawn for whole levels and
 * stretched are blurred and show their seams. Names go to the story's own placing of labels, so
 * that neither hides the other.
 */
(function () {
  'use strict';

  const { Dateline } = window;
  /** CSS pixels of Leaflet's world at zoom 0; tiles are drawn about twice that size. */
  const TILE = 256;
  const KEPT = 96;
  const MOST_NAMES = 150;
  const COLOURS = ['sea', 'shoal', 'land', 'coast', 'lake', 'river', 'border', 'province'];

  /** Width in pixels that grows with the zoom between two of its levels. */
  const grow = (zoom, [from, least], [to, most]) =>
    least + Math.min(1, Math.max(0, (zoom - from) / (to - from))) * (most - least);

  /** The colours that the style sheet gives, as the reader's light or dark scheme resolves them. */
  function readColours(container) {
    const probe = window.document.createElement('i');
    // Land and sea have to differ where a reader's own colours are forced on a page, too.
    probe.style.forcedColorAdjust = 'none';
    container.append(probe);
    const style = window.getComputedStyle(probe);
    const found = {};
    for (const name of COLOURS) {
      probe.style.color = `var(--${name})`;
      found[name] = style.color;
    }
    probe.remove();
    return found;
  }

  /** Draws a closed ring without what runs along the tile's edge, where land was only cut. */
  function outline(path, ring, extent) {
    let pen = false;
    for (let i = 2; i < ring.length; i += 2) {
      const [x0, y0, x1, y1] = [ring[i - 2], ring[i - 1], ring[i], ring[i + 1]];
      const cut =
        (x0 <= 0 && x1 <= 0) ||
        (y0 <= 0 && y1 <= 0) ||
        (x0 >= extent && x1 >= extent) ||
        (y0 >= extent && y1 >= extent);
      if (!cut && !pen) path.moveTo(x0, y0);
      if (!cut) path.lineTo(x1, y1);
      pen = !cut;
    }
  }

  function trace(path, part) {
    path.moveTo(part[0], part[1]);
    for (let i = 2; i < part.length; i += 2) path.lineTo(part[i], part[i + 1]);
  }

  /** A tile as paths in its own units, ready to be drawn at any size. */
  function prepare(layers) {
    const paths = {};
    const path = (name) => (paths[name] = paths[name] || new Path2D());
    const extents = {};
    for (const [name, { extent, features }] of layers) {
      extents[name] = extent;
      for (const feature of name === 'name' ? [] : features) {
        const area = name === 'land' || name === 'lake';
        const { kind, rank } = area ? {} : feature.properties();
        const line = name === 'border' ? kind : `river${rank > 3 ? '-small' : ''}`;
        for (const part of feature.parts) {
          trace(path(area ? name : line), part);
          if (area) outline(path(`${name}-edge`), part, extent);
        }
      }
    }
    const names = layers.get('name');
    return {
      paths,
      extent: Math.max(0, ...Object.values(extents)),
      names: (names?.features || []).map((feature) => ({
        ...feature.properties(),
        x: feature.parts[0][0] / names.extent,
        y: feature.parts[0][1] / names.extent,
      })),
    };
  }

  /** Tiles as they are asked for, the latest used kept. */
  class Tiles {
    constructor(url, onChange) {
      this.archive = new pmtiles.PMTiles(url);
      this.onChange = onChange;
      this.kept = new Map();
      this.deepest = this.archive.getHeader().then(({ maxZoom }) => maxZoom);
    }

    /** A tile that is there; else null, and `onChange` is told when it is. */
    get(z, x, y) {
      const key = `${z}/${x}/${y}`;
      const known = this.kept.get(key);
      if (known) {
        this.kept.delete(key);
        this.kept.set(key, known);
        return known.tile;
      }
      const entry = { tile: null };
      this.kept.set(key, entry);
      if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
      this._load(entry, z, x, y);
      return null;
    }

    /** Chromium's cache fails a range at times of which it holds a part: past the cache it is there. */
    async _read(z, x, y) {
      try {
        return await this.archive.getZxy(z, x, y);
      } catch {
        this.archive = new pmtiles.PMTiles(this.archive.source);
        this.archive.source.mustReload = true;
        return this.archive.getZxy(z, x, y);
      }
    }

    async _load(entry, z, x, y) {
      try {
        const answer = await this._read(z, x, y);
        entry.tile = prepare(answer ? Dateline.readTile(answer.data) : new Map());
      } catch (error) {
        // The story stands without its basemap.
        Dateline.missing(`tile ${z}/${x}/${y}`, error);
        entry.tile = prepare(new Map());
      }
      this.onChange();
    }

    /** The nearest tile above that is there, to be shown until the right one is. */
    above(z, x, y) {
      for (let up = 1; up <= z; up += 1) {
        const tile = this.kept.get(`${z - up}/${x >> up}/${y >> up}`)?.tile;
        if (tile) return { tile, up };
      }
      return null;
    }
  }

  const World = /** @type {any} */ (L.Renderer).extend({
    options: { padding: 0.25, pane: 'dl-basemap' },

    initialize(url, options) {
      L.Renderer.prototype.initialize.call(this, options);
      this._tiles = new Tiles(url, () => this._later());
      this._deepest = 0;
    },

    async load() {
      this._deepest = await this._tiles.deepest;
      return this;
    },

    _initContainer() {
      const canvas = window.document.createElement('canvas');
      canvas.className = 'dl-tiles';
      canvas.setAttribute('aria-hidden', 'true');
      this._container = canvas;
      this._context = canvas.getContext('2d');
      this._recolour();
      this._scheme = window.matchMedia('(prefers-color-scheme: dark)');
      this._onScheme = () => {
        this._recolour();
        this._later();
      };
      this._scheme.addEventListener('change', this._onScheme);
      this._themes = new MutationObserver(this._onScheme);
      this._themes.observe(window.document.documentElement, { attributeFilter: ['data-theme'] });
    },

    _destroyContainer() {
      this._scheme.removeEventListener('change', this._onScheme);
      this._themes.disconnect();
      window.cancelAnimationFrame(this._frame);
      this._container.remove();
      delete this._container;
    },

    _updatePaths() {},

    _recolour() {
      this._colours = readColours(this._map.getContainer());
    },

    _later() {
      if (!this._container || this._frame) return;
      this._frame = window.requestAnimationFrame(() => {
        this._frame = null;
        if (this._container && !this._map._animatingZoom) this._draw();
      });
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this._draw();
    },

    /** The tiles in view, with where each lies on the canvas in CSS pixels. */
    _inView() {
      const zoom = this._zoom;
      const z = Math.max(0, Math.min(this._deepest, Math.round(zoom - 1)));
      const size = TILE * 2 ** (zoom - z);
      const count = 2 ** z;
      const corner = this._map.project(this._center, zoom).subtract(this._shift());
      const { x: width, y: height } = this._bounds.getSize();
      const found = [];
      for (let y = Math.max(0, Math.floor(corner.y / size)); y < count && y * size < corner.y + height; y += 1) {
        for (let x = Math.floor(corner.x / size); x * size < corner.x + width; x += 1) {
          const column = ((x % count) + count) % count;
          found.push({ z, x: column, y, size, left: x * size - corner.x, top: y * size - corner.y });
        }
      }
      return found;
    },

    /** From the canvas's corner to the middle of the map. */
    _shift() {
      const map = this._map;
      return map.containerPointToLayerPoint(map.getSize().divideBy(2)).subtract(this._bounds.min);
    },

    _draw() {
      const { _container: canvas, _context: context, _bounds: bounds } = this;
      const ratio = Math.min(window.devicePixelRatio || 1, 3);
      const size = bounds.getSize();
      L.DomUtil.setPosition(canvas, bounds.min);
      canvas.width = size.x * ratio;
      canvas.height = size.y * ratio;
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      const inView = this._inView();
      let complete = true;
      for (const place of inView) {
        const own = this._tiles.get(place.z, place.x, place.y);
        complete = complete && Boolean(own);
        const shown = own ? { tile: own, up: 0 } : this._tiles.above(place.z, place.x, place.y);
        if (shown) this._drawTile(context, ratio, place, shown);
      }
      if (!complete) return;
      canvas.classList.add('is-drawn');
      this._map.getContainer().dataset.tiles = 'drawn';
      this.fire('names', { names: this._namesOf(inView) });
    },

    _drawTile(context, ratio, { x, y, size, left, top }, { tile, up }) {
      const edges = [left, top, left + size, top + size].map((edge) => Math.round(edge * ratio));
      context.save();
      // Whole device pixels, so that neighbours neither overlap nor leave a gap.
      context.beginPath();
      context.rect(edges[0], edges[1], edges[2] - edges[0], edges[3] - edges[1]);
      context.clip();
      context.fillStyle = this._colours.sea;
      context.fill();
      const parts = 2 ** up;
      const scale = (size * ratio * parts) / (tile.extent || 1);
      context.translate(
        (left - (x % parts) * size) * ratio,
        (top - (y % parts) * size) * ratio,
      );
      context.scale(scale, scale);
      this._paint(context, tile.paths, ratio / scale);
      context.restore();
    },

    /** One tile's paths; `pixel` is a CSS pixel in the tile's units. */
    _paint(context, paths, pixel) {
      const { _colours: colours, _zoom: zoom } = this;
      const fill = (path, colour) => {
        if (!path) return;
        context.fillStyle = colour;
        context.fill(path);
      };
      const stroke = (path, colour, width, dash = []) => {
        if (!path) return;
        context.strokeStyle = colour;
        context.lineWidth = width * pixel;
        context.setLineDash(dash.map((length) => length * pixel));
        context.stroke(path);
      };
      context.lineJoin = 'round';
      const wide = grow(zoom, [2, 2], [8, 9]);
      stroke(paths['land-edge'], colours.shoal, wide);
      fill(paths.land, colours.land);
      // Covers the hair's breadth where land was cut at the edge of a tile.
      stroke(paths.land, colours.land, 1);
      stroke(paths.river, colours.river, grow(zoom, [2, 0.5], [9, 1.8]));
      stroke(paths['river-small'], colours.river, grow(zoom, [4, 0.5], [9, 1.3]));
      fill(paths.lake, colours.lake);
      stroke(paths.lake, colours.lake, 0.6);
      stroke(paths['lake-edge'], colours.coast, grow(zoom, [2, 0.3], [9, 0.8]));
      stroke(paths['land-edge'], colours.coast, grow(zoom, [1, 0.45], [8, 1]));
      stroke(paths.province, colours.province, grow(zoom, [4, 0.6], [9, 1]), [4, 2.5]);
      stroke(paths.country, colours.border, grow(zoom, [1, 0.6], [8, 1.5]));
      stroke(paths.disputed, colours.border, grow(zoom, [1, 0.6], [8, 1.5]), [3, 3]);
    },

    /** The names in view, the most important first, each once. */
    _namesOf(inView) {
      const zoom = this._zoom;
      const corner = this._map.project(this._center, zoom).subtract(this._shift());
      const found = [];
      for (const place of inView) {
        const tile = this._tiles.get(place.z, place.x, place.y);
        for (const name of tile?.names || []) {
          // What lies in a tile's margin belongs to its neighbour.
          if (name.zoom > zoom || name.x < 0 || name.x >= 1 || name.y < 0 || name.y >= 1) continue;
          const at = L.point(place.left + name.x * place.size, place.top + name.y * place.size);
          found.push({ ...name, at: this._map.unproject(at.add(corner), zoom) });
        }
      }
      return found.sort((a, b) => a.rank - b.rank).slice(0, MOST_NAMES);
    },
  });

  /** What a place is called in a language. */
  function called(name, language, regions) {
    const [base] = language.split('-');
    const chinese = /^zh-(Hant|TW|HK|MO)/i.test(language) ? 'zh-Hant' : 'zh';
    const own = name[`name:${base === 'zh' ? chinese : base}`];
    if (own || base === 'en' || !name.code || !regions) return own || name.name;
    try {
      return regions.of(name.code) || name.name;
    } catch {
      return name.name;
    }
  }

  function regionsIn(language) {
    try {
      return new Intl.DisplayNames([language], { type: 'region', style: 'short', fallback: 'none' });
    } catch {
      return null;
    }
  }

  /**
   * The world as a layer, not on the map yet.
   * @param {string} url Of a PMTiles file with the layers of `geo.basemap.tiles`.
   * @param {object} options
   * @param {string} options.language BCP 47; names that are not known in it are in English.
   * @param {string[]} options.taken Names that the story writes itself.
   * @param {function(object[]): void} options.onNames Told the names in view, whenever they change.
   * @returns {Promise<L.Layer>}
   */
  Dateline.world = async function (url, { language, taken, onNames }) {
    const regions = regionsIn(language);
    const own = new Set(taken);
    const world = await new World(url).load();
    world.on('names', ({ names }) => {
      onNames(
        names
          .map((name) => ({ ...name, class: name.kind, name: called(name, language, regions) }))
          .filter(({ name }, index) => !own.has(name) && !own.has(names[index].name)),
      );
    });
    return world;
  };

  /**
   * Someone else's PMTiles as a layer: pictures, or vector tiles in the schema of Protomaps, which
   * its own library draws in its light or dark style.
   * @param {{url: string, most: number}} source
   * @param {string} pane
   * @param {function(): Promise} library Loads protomaps-leaflet.
   * @returns {Promise<L.Layer>}
   */
  Dateline.otherTiles = async function ({ url, most }, pane, library) {
    const archive = new pmtiles.PMTiles(url);
    const { tileType, maxZoom } = await archive.getHeader();
    if (tileType !== pmtiles.TileType.Mvt) {
      return pmtiles.leafletRasterLayer(archive, { pane, maxZoom: most, maxNativeZoom: maxZoom });
    }
    await library();
    const flavor = prefersDark() ? 'dark' : 'light';
    const options = { url: archive, maxDataZoom: maxZoom, maxZoom: most, pane, flavor, attribution: '' };
    return protomapsL.leafletLayer(options);
  };

  /** By the page's own choice of scheme, else by the reader's. */
  function prefersDark() {
    const { theme } = window.document.documentElement.dataset;
    return theme ? theme === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
  }
})();
