/**
 * Draws one report's features on a Leaflet map and ties the map to the list of them.
 *
 * `Dateline.attach(map, options)` is the one entry. Classic scripts on purpose: they work inlined in
 * a file, under a sandbox without an origin, and without a build step. Their order of loading is in
 * manifest.json.
 */
(function () {
  'use strict';

  const { Dateline } = window;
  const { element, phrase, reduced } = Dateline;
  /** Drawn from the lowest to the highest; Leaflet's own popups lie at 700. */
  const PANES = {
    'dl-basemap': 200,
    'dl-uncertainty': 350,
    'dl-names': 380,
    'dl-journeys': 400,
    'dl-leaders': 590,
    'dl-places': 610,
    'dl-events': 620,
  };
  /** Closer than this a basemap of 1:10 million means nothing; others know their own limit. */
  const CLOSEST = 12;
  /** Where Web Mercator ends; east and west there is no end, only copies of the world. */
  const WORLD = L.latLngBounds([-85.06, -720], [85.06, 720]);
  const TILE = 256;
  /** In an address: `events` stands for all its families. */
  const LAYERS = ['places', 'journeys', 'summits', 'events', 'mentioned'];
  const FAMILIES = Dateline.SWITCHES.filter((name) => !LAYERS.includes(name));
  /** What is on until the reader or the address says otherwise. */
  const USUAL = Dateline.SWITCHES.filter((name) => name !== 'mentioned');
  /** How much of a small map is left to the card along its bottom. */
  const DOCK = 0.6;

  if (reduced) {
    L.Map.mergeOptions({
      zoomAnimation: false,
      fadeAnimation: false,
      markerZoomAnimation: false,
      inertia: false,
    });
  }

  /** Leaflet has no option against the panning of its keyboard and its popups. */
  function stopPanning(map) {
    const { panBy } = map;
    map.panBy = (offset, options) => panBy.call(map, offset, { ...options, animate: false });
  }

  /** Keeps the list beside the map and the card on it in step. */
  function tieList(root, onChoose) {
    root.addEventListener('click', (event) => {
      const button = event.target.closest('button[data-feature]');
      if (button) onChoose(button.dataset.feature, button);
    });
    return function mark(id) {
      for (const button of root.querySelectorAll('button[data-feature], button[data-also]')) {
        const chosen = (button.dataset.feature || button.dataset.also) === id;
        if (chosen) button.setAttribute('aria-current', 'true');
        else button.removeAttribute('aria-current');
      }
    };
  }

  /** Lets a panel be as high as its map and no higher: what is beyond would be cut off. */
  function giveHeight(map) {
    map.getContainer().style.setProperty('--dl-height', `${map.getSize().y}px`);
  }

  function readOptions(container, options) {
    const { dataset } = container;
    return {
      document: options.document || null,
      url: options.url || dataset.url || null,
      list: options.list || dataset.list || null,
      embed: options.embed ?? dataset.embed === 'true',
      basemap: options.basemap || (dataset.basemap ? JSON.parse(dataset.basemap) : null),
      feature: dataset.feature || null,
    };
  }

  /** The switches that a word of the address or a layer of a program turns. */
  function switchesOf(name) {
    if (name === 'events') return FAMILIES;
    return Dateline.SWITCHES.includes(name) ? [name] : [];
  }

  /** What is on, as an address has it: of events that a story has, each family or all of them. */
  function written(on, story) {
    const here = new Set(story.features.map(({ properties }) => Dateline.switchOf(properties)));
    const families = FAMILIES.filter((name) => here.has(name));
    const shown = families.filter((name) => on.has(name));
    const events = shown.length === families.length ? ['events'] : shown;
    return LAYERS.flatMap((name) => (name === 'events' ? events : on.has(name) ? [name] : []));
  }

  /** What the address asks for: ?feature=, ?step=, ?time=, ?layers=, ?view=lat,lon,zoom. */
  function readAddress(story, options) {
    const query = new URLSearchParams(window.location.search);
    const wanted = query.get('layers')?.split(',').flatMap(switchesOf);
    const view = (query.get('view') || '').split(',').map(Number);
    return {
      feature: story.byId.get(query.get('feature') || options.feature || ''),
      layers: wanted?.length ? wanted : USUAL,
      view: view.length === 3 && view.every(Number.isFinite) ? view : null,
      step: Number.parseInt(query.get('step'), 10) || null,
      time: query.get('time'),
    };
  }

  function show(map, story, options) {
    const asked = readAddress(story, options);
    const state = { on: new Set(asked.layers) };
    const animate = !reduced;
    /** @type {function(string=): void} */
    let mark = () => {};
    let errand = 0;

    const cards = Dateline.cards(map, story, {
      onChange(feature) {
        mark(feature?.id);
        drawing.mark(feature ? [feature] : []);
        map.fire('dateline:choice', { feature });
      },
    });
    const onOpen = (feature, where) =>
      cards.open(feature, {
        opener: window.document.activeElement,
        onOpen: (other) => choose(other.id, where.opener),
        ...where,
      });

    const dock = () => (cards.isDocked() ? map.getSize().y * DOCK : 0);

    /** In a closed part of a page the map has no size yet: it finds its view with its size. */
    const hasSize = () => Math.min(map.getSize().x, map.getSize().y) > 0;

    function look(view, moving) {
      if (view && hasSize()) map.setView(view.center, view.zoom, { animate: moving });
      else map.setView([20, 0], 1, { animate: false });
    }

    function fit(moving = animate) {
      errand = 0;
      map.fire('dateline:move');
      follow(views.story);
      look(views.story(), moving);
    }

    /** The world fills the map from top to bottom, unless the story is too wide for that. */
    function endWorld() {
      if (!map.getSize().y) return;
      const whole = views.whole();
      const filled = Math.log2(map.getSize().y / TILE);
      const least = Math.max(0, Math.min(filled, whole ? whole.zoom : 1));
      // At once: what Leaflet does itself takes time, and would undo the view that is set meanwhile.
      if (map.getZoom() < least) map.setZoom(least, { animate: false });
      map.setMinZoom(least);
    }

    function whereOf(feature) {
      const one = drawing.pins.find((other) => other.feature === feature);
      if (one) return { at: one.at, offset: one.offset };
      const { legs } = drawing.journeys.find((other) => other.feature === feature);
      const { line } = legs[Math.floor((legs.length - 1) / 2)];
      return { at: line[Math.floor(line.length / 2)] };
    }

    /** Moves to the view that `find` has, and keeps to it whatever size the map takes. */
    function move(find) {
      map.fire('dateline:move');
      follow(find);
      if (!hasSize()) return;
      const { center, zoom } = find();
      if (animate) map.flyTo(center, zoom, { duration: 0.9 });
      else map.setView(center, zoom, { animate: false });
    }

    function switchOn(features) {
      for (const { properties } of features) {
        const layer = Dateline.switchOf(properties);
        if (!state.on.has(layer)) switchLayer(layer, true);
      }
    }

    /** Moves the map to a feature, unless it is to stay where it is, and opens its card. */
    function choose(id, opener, moving = true) {
      const feature = story.byId.get(id);
      if (!feature) return;
      switchOn([feature]);
      if (!feature.geometry || !moving) {
        onOpen(feature, { ...(feature.geometry ? whereOf(feature) : { at: null }), opener });
        return;
      }
      errand += 1;
      const mine = errand;
      cards.close(false);
      map.once('moveend', () => {
        // The last one asked for wins: a flight that another choice cut short opens nothing.
        if (mine === errand) onOpen(feature, { ...whereOf(feature), opener });
      });
      move(() => views.feature(feature, dock()));
    }

    /** Moves the map to some features and marks others, without a card. */
    function showFeatures(features, marked) {
      errand += 1;
      cards.close(false);
      switchOn(marked);
      const drawn = features.filter(({ geometry }) => geometry);
      if (drawn.length) move(() => views.step(drawn));
      drawing.mark(marked);
    }

    /** As `choose`; a list of the map's own gives way where the card needs its room. */
    function chooseListed(id, button) {
      const own = button.closest('details.dl-panel');
      if (own && cards.isDocked()) {
        own.open = false;
        choose(id, own.querySelector('summary'));
      } else choose(id, button);
    }

    /** Turns a layer or a family of events on or off. */
    function switchLayer(layer, on) {
      for (const name of switchesOf(layer)) {
        if (on) state.on.add(name);
        else state.on.delete(name);
        drawing.groups[name][on ? 'addTo' : 'removeFrom'](map);
        const box = map.getContainer().querySelector(`input[name="layer"][value="${name}"]`);
        if (box) box.checked = on;
      }
      drawing.refresh();
      map.fire('dateline:layers', { on: written(state.on, story), usual: written(new Set(USUAL), story) });
    }

    const drawsSomething = story.features.length > 0;
    const drawing = Dateline.drawing(map, story, state, onOpen);
    const views = Dateline.views(map, story, drawing);
    Dateline.viewControl(map, () => fit());
    const listRoot = options.list
      ? window.document.querySelector(options.list)
      : drawsSomething && Dateline.listControl(map, story);
    if (drawsSomething) {
      Dateline.layersControl(map, story, (layer) => state.on.has(layer), switchLayer);
    } else map.getContainer().append(element('p', { class: 'dl-empty' }, phrase('empty')));
    L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(map);
    const { world } = map.getContainer().dataset;
    if (Dateline.inset && world) Dateline.inset(map, world);
    // All that covers the map is there before the view is fitted between it.
    const credit = Dateline.creditsControl(map);
    for (const one of [...(story.document.credits || []), options.basemap?.credit]) if (one) credit(one);
    endWorld();
    giveHeight(map);
    map.on('resize', () => {
      // The new view is free of the bound for the old size.
      map.setMinZoom(0);
      giveHeight(map);
    });
    const follow = Dateline.follow(map);
    map.on('resize', endWorld);
    fit(false);
    const { view: own } = story.document;
    const begin = asked.view || (own && [own.lat, own.lon, own.zoom]);
    if (begin) {
      follow(null);
      map.setView(begin.slice(0, 2), begin[2], { animate: false });
    }
    for (const layer of asked.layers) drawing.groups[layer].addTo(map);
    drawing.refresh();
    map.on('zoomend', drawing.refresh);
    // Labels keep in view as the map is panned, but nothing moves under an open card.
    map.on('moveend', () => {
      if (!cards.isOpen()) drawing.refresh();
    });
    Dateline.onPaper(map, () => look(views.story(), false));
    if (listRoot) mark = tieList(listRoot, chooseListed);
    if (listRoot && options.list && Dateline.reader) {
      const tools = { list: listRoot, choose, show: showFeatures, hide: drawing.hide };
      Dateline.reader(map, story, tools, asked);
    }
    if (asked.feature) choose(asked.feature.id, null, !asked.view);
    return { choose, fit, switchLayer, credit, setNames: drawing.setNames };
  }

  /**
   * Draws a whole-map document on a Leaflet map.
   * @param {L.Map} map
   * @param {{document?: object, url?: string, list?: string, embed?: boolean,
   *   basemap?: object|string}} [given] The document and the basemap may be given themselves or by
   *   their address. What is not given is read from the container's data-url, data-list, data-embed
   *   and data-basemap. Without a `list` (a CSS selector) the map brings a list of its own.
   * @returns {Promise<{choose: function, fit: function, switchLayer: function}>} Once drawn.
   */
  Dateline.attach = async function (map, given = {}) {
    const container = map.getContainer();
    const options = readOptions(container, given);
    container.classList.add('dl-map');
    // Tiles that someone brings along know themselves how close they go.
    if (map.getMaxZoom() === Infinity) map.setMaxZoom(CLOSEST);
    map.options.zoomSnap = 0.25;
    map.options.zoomDelta = 1;
    map.options.maxBoundsViscosity = 1;
    map.setMaxBounds(WORLD);
    if (reduced) stopPanning(map);
    for (const [pane, height] of Object.entries(PANES)) map.createPane(pane).style.zIndex = String(height);
    if (options.embed) Dateline.gestures(map);
    Dateline.localise(window.document);
    // Asked for before the document is waited for: the two come side by side.
    const asked = Dateline.load(options.basemap).catch((error) => {
      // The story stands without its basemap.
      Dateline.missing(options.basemap, error);
      return null;
    });
    let story;
    let shown;
    try {
      story = Dateline.story(await Dateline.load(options.document || options.url));
      shown = show(map, story, options);
    } catch (error) {
      container.append(element('p', { class: 'dl-failed', role: 'alert' }, phrase('failed')));
      container.dataset.failed = 'true';
      throw error;
    }
    container.dataset.ready = 'true';
    const basemap = await asked;
    if (basemap) Dateline.lay(map, basemap, story, shown);
    return shown;
  };
})();
