/**
 * Draws one report's features on a Leaflet map and ties the map to the list of them.
 *
 * `Dateline.attach(map, options)` is the one entry. Classic scripts on purpose: they work inlined in
 * a file, under a sandbox without an origin, and without a build step. Their order of loading is in
 * manifest.json.
 */
(function () {
  'use strict';

  const Dateline = (window.Dateline = window.Dateline || {});
  const { element, phrase } = Dateline;
  const reduced = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
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
  /** A point is shown with at least this much around it: across, in kilometres. */
  const AROUND_KM = 120;
  const MAX_ZOOM = 11;
  /** An uncertainty circle is worth drawing between these radii in pixels. */
  const CIRCLE = { least: 9, most: 1500 };
  const LABEL = {
    places: { font: '600 13px system-ui, sans-serif', height: 17, most: 180 },
    country: { font: '600 11px system-ui, sans-serif', height: 16, most: 240, spacing: 1.2 },
    other: { font: '500 12px system-ui, sans-serif', height: 16, most: 280 },
  };

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

  /** The document with what drawing needs to ask of it. */
  function tell(document) {
    const { features } = document;
    const byId = new Map(features.map((feature) => [feature.id, feature]));
    const [west, , east] = document.bbox || [-180, -90, 180, 90];
    // RFC 7946 5.2: west > east means that the story lies across the antimeridian.
    const crosses = west > east;
    const latLng = ([lon, lat]) => L.latLng(lat, crosses && lon < west ? lon + 360 : lon);
    const site = ({ id, properties }) => (properties.layer === 'places' ? id : properties.place_id);
    const start = ({ properties }) =>
      Math.min(...properties.evidence.map((evidence) => evidence.start), Infinity);
    const bounds = L.latLngBounds([]);
    for (const { geometry } of features) {
      if (!geometry) continue;
      const depth = { Point: 0, LineString: 1, MultiLineString: 2 }[geometry.type];
      for (const position of [geometry.coordinates].flat(depth)) bounds.extend(latLng(position));
    }
    return {
      document,
      features,
      byId,
      latLng,
      bounds,
      /** What else is at a feature's place; a journey has too many places for the question. */
      neighbours(feature) {
        if (feature.properties.layer === 'journeys' || !site(feature)) return [];
        return features.filter(
          (other) =>
            other !== feature &&
            other.properties.layer !== 'journeys' &&
            site(other) === site(feature),
        );
      },
      /** Events of all kinds in the order of the text, then the places. */
      reading() {
        const later = (feature) => (feature.properties.layer === 'places' ? 1 : 0);
        return [...features].sort((a, b) => later(a) - later(b) || start(a) - start(b));
      },
    };
  }

  const context = window.document.createElement('canvas').getContext('2d');

  function labelSize(text, layer) {
    const style = LABEL[layer] || LABEL.other;
    context.font = style.font;
    const letters = context.measureText(text).width + (style.spacing || 0) * text.length;
    return { width: Math.min(style.most, Math.ceil(letters) + 6), height: style.height };
  }

  function labelText({ properties }) {
    if (properties.role === 'dateline') return `${properties.name} (${phrase('filed_here')})`;
    if (properties.layer === 'places') return properties.name;
    return properties.status === 'happened'
      ? Dateline.kind(properties)
      : Dateline.kindAndStatus(properties);
  }

  /** One symbol with its label: a button at a point, moved aside where points crowd. */
  function pin(map, story, feature, onOpen) {
    const { properties } = feature;
    const at = story.latLng(feature.geometry.coordinates);
    const text = labelText(feature);
    const button = element(
      'button',
      {
        type: 'button',
        class: 'dl-pin',
        'data-pin': feature.id,
        'aria-label': `${Dateline.kindAndStatus(properties)}: ${properties.name}`,
        title: properties.name,
      },
      Dateline.symbol(properties),
    );
    const label = element('span', { class: `dl-label dl-label-${properties.layer}`, dir: 'auto' }, text);
    label.setAttribute('aria-hidden', 'true');
    const icon = L.divIcon({ className: 'dl-marker', html: element('div', {}, button, label), iconSize: null });
    const marker = L.marker(at, {
      icon,
      interactive: false,
      keyboard: false,
      pane: properties.layer === 'places' ? 'dl-places' : 'dl-events',
    });
    const one = { feature, at, marker, button, label, size: labelSize(text, properties.layer), offset: [0, 0] };
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      onOpen(one);
    });
    button.addEventListener('focus', () => {
      if (button.matches(':focus-visible')) map.panInside(at, { padding: [48, 48], animate: !reduced });
    });
    return one;
  }

  function shift(node, [x, y]) {
    node.style.transform = `translate(${x}px, ${y}px)`;
  }

  /** Draws the features and returns what the rest of the page needs of the drawing. */
  function draw(map, story, state, onOpen) {
    const renderer = (pane) => L.svg({ pane, padding: 0.2 });
    const uncertainty = renderer('dl-uncertainty');
    const journeyRenderer = renderer('dl-journeys');
    const leaderRenderer = renderer('dl-leaders');
    const leaders = L.layerGroup().addTo(map);
    const words = L.layerGroup().addTo(map);
    let names = [];
    const groups = {};
    const pins = [];
    const circles = [];
    const journeys = [];
    for (const layer of ['places', 'journeys', 'summits', 'events']) groups[layer] = L.layerGroup();
    // Room for labels goes to what the story is about before where it was filed.
    const rank = ({ feature }) => (feature.properties.role === 'dateline' ? 1 : 0);

    for (const feature of story.reading()) {
      const { geometry, properties } = feature;
      const group = groups[properties.layer];
      if (!geometry) continue;
      if (properties.layer === 'journeys' && geometry.type !== 'Point') {
        const journey = Dateline.journey(map, story, feature, journeyRenderer, (at) =>
          onOpen(feature, { at }),
        );
        journeys.push({ feature, ...journey });
        group.addLayer(journey.group);
        continue;
      }
      const one = pin(map, story, feature, ({ button }) =>
        onOpen(feature, { at: one.at, offset: one.offset, opener: button }),
      );
      pins.push(one);
      group.addLayer(one.marker);
      if (properties.uncertainty_km > 0) {
        const circle = L.circle(one.at, {
          radius: properties.uncertainty_km * 1000,
          pane: 'dl-uncertainty',
          renderer: uncertainty,
          interactive: false,
          className: 'dl-circle',
        });
        circles.push({ circle, at: one.at, km: properties.uncertainty_km });
        group.addLayer(circle);
      }
    }

    function sizeCircles() {
      for (const { circle, at, km } of circles) {
        const edge = L.latLng(at.lat + km / 111.2, at.lng);
        const pixels = map.project(at).distanceTo(map.project(edge));
        const path = circle.getElement();
        if (path) path.classList.toggle('is-hidden', pixels < CIRCLE.least || pixels > CIRCLE.most);
      }
    }

    /** Words at a point that are not a feature's own: of a leg, of the basemap. */
    function write(point, spot, text, name, group, pane) {
      const node = element('span', { class: `dl-label ${name}`, dir: 'auto' }, text);
      shift(node, spot);
      const html = element('div', { 'aria-hidden': 'true' }, node);
      const icon = L.divIcon({ className: 'dl-marker', html, iconSize: null });
      const options = { icon, interactive: false, keyboard: false, pane };
      L.marker(map.unproject(point), options).addTo(group);
    }

    function legsToPlace() {
      const lines = [];
      for (const { feature, legs, refresh: redraw } of state.on.has('journeys') ? journeys : []) {
        redraw();
        for (const { middle, text, pixels, points } of legs) {
          if (!middle) continue;
          const size = labelSize(text, 'other');
          const room = text && pixels > size.width * 0.7;
          const label = room ? size : null;
          lines.push({ ...middle.at, points, text, label, status: feature.properties.status });
        }
      }
      return lines;
    }

    function namesToPlace() {
      const zoom = map.getZoom();
      return names
        .filter((name) => name.zoom <= zoom)
        .map((name) => ({
          ...map.project(story.latLng([name.lon, name.lat])),
          text: name.name,
          kind: name.class,
          dot: name.class !== 'country',
          label: labelSize(name.name, name.class),
        }));
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
      const visible = pins
        .filter(({ feature }) => state.on.has(feature.properties.layer))
        .sort((a, b) => rank(a) - rank(b));
      const items = visible.map(({ feature, at, size }) => ({
        ...map.project(at),
        fixed: feature.properties.layer === 'places',
        label: size,
      }));
      const lines = legsToPlace();
      const written = namesToPlace();
      const placed = Dateline.placing(items, lines, written);
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

    return { groups, pins, journeys, refresh, setNames };
  }

  /** Keeps the list beside the map and the card on it in step. */
  function tieList(root, onChoose) {
    root.addEventListener('click', (event) => {
      const button = event.target.closest('button[data-feature]');
      if (button) onChoose(button.dataset.feature, button);
    });
    return function mark(id) {
      for (const button of root.querySelectorAll('button[data-feature]')) {
        const chosen = button.dataset.feature === id;
        if (chosen) button.setAttribute('aria-current', 'true');
        else button.removeAttribute('aria-current');
      }
    };
  }

  function readOptions(container, options) {
    const { dataset } = container;
    return {
      document: options.document || null,
      url: options.url || dataset.url || null,
      list: options.list || dataset.list || null,
      embed: options.embed ?? dataset.embed === 'true',
      basemap: options.basemap || dataset.basemap || null,
    };
  }

  /** What the address asks to be shown: ?feature=, ?layers=, ?view=lat,lon,zoom. */
  function readAddress(story) {
    const query = new URLSearchParams(window.location.search);
    const all = ['places', 'journeys', 'summits', 'events'];
    const wanted = query.get('layers')?.split(',').filter((layer) => all.includes(layer));
    const view = (query.get('view') || '').split(',').map(Number);
    return {
      feature: story.byId.get(query.get('feature') || ''),
      layers: wanted?.length ? wanted : all,
      view: view.length === 3 && view.every(Number.isFinite) ? view : null,
    };
  }

  function show(map, story, options) {
    const asked = readAddress(story);
    const state = { on: new Set(asked.layers) };
    const animate = !reduced;
    let mark = () => {};
    let errand = 0;

    const cards = Dateline.cards(map, story, {
      onChange(feature) {
        mark(feature?.id);
        for (const { feature: one, button } of drawing.pins) {
          button.classList.toggle('is-selected', one === feature);
        }
      },
    });
    const onOpen = (feature, where) =>
      cards.open(feature, {
        opener: window.document.activeElement,
        onOpen: (other) => choose(other.id, where.opener),
        ...where,
      });

    /** Room at the edges: for labels, for an open panel, for a card along the bottom. */
    const padding = () => {
      const { x, y } = map.getSize();
      const side = Math.min(96, x * 0.12);
      const panel = map.getContainer().querySelector('.dl-panel[open]');
      const right = panel && x >= 720 ? panel.offsetWidth + 64 : Math.min(110, x * 0.27);
      return {
        paddingTopLeft: [side, Math.min(64, y * 0.14)],
        paddingBottomRight: [right, cards.isDocked() && errand ? y * 0.6 : y * 0.1],
      };
    };

    function fit(moving = animate) {
      errand = 0;
      if (story.bounds.isValid()) {
        map.fitBounds(story.bounds, { ...padding(), maxZoom: 9, animate: moving });
      } else map.setView([20, 0], 1, { animate: false });
    }

    function extent(feature) {
      const journey = drawing.journeys.find((one) => one.feature === feature);
      if (journey) return journey.bounds;
      const km = Math.max(AROUND_KM, (feature.properties.uncertainty_km || 0) * 6);
      return story.latLng(feature.geometry.coordinates).toBounds(km * 1000);
    }

    function whereOf(feature) {
      const one = drawing.pins.find((other) => other.feature === feature);
      if (one) return { at: one.at, offset: one.offset };
      const { legs } = drawing.journeys.find((other) => other.feature === feature);
      const { line } = legs[Math.floor((legs.length - 1) / 2)];
      return { at: line[Math.floor(line.length / 2)] };
    }

    /** Moves the map to a feature and opens its card. */
    function choose(id, opener) {
      const feature = story.byId.get(id);
      if (!feature) return;
      const layer = feature.properties.layer;
      if (!state.on.has(layer)) switchLayer(layer, true);
      if (!feature.geometry) {
        onOpen(feature, { at: null, opener });
        return;
      }
      const mine = (errand += 1);
      cards.close(false);
      map.once('moveend', () => {
        // The last one asked for wins: a flight that another choice cut short opens nothing.
        if (mine === errand) onOpen(feature, { ...whereOf(feature), opener });
      });
      const move = animate ? 'flyToBounds' : 'fitBounds';
      map[move](extent(feature), { ...padding(), maxZoom: MAX_ZOOM, animate, duration: 0.9 });
    }

    function switchLayer(layer, on) {
      if (on) state.on.add(layer);
      else state.on.delete(layer);
      drawing.groups[layer][on ? 'addTo' : 'removeFrom'](map);
      const box = map.getContainer().querySelector(`input[name="layer"][value="${layer}"]`);
      if (box) box.checked = on;
      drawing.refresh();
    }

    const drawing = draw(map, story, state, onOpen);
    Dateline.fitControl(map, () => fit());
    const listRoot = options.list
      ? window.document.querySelector(options.list)
      : Dateline.listControl(map, story);
    Dateline.layersControl(map, story, (layer) => state.on.has(layer), switchLayer);
    L.control.scale({ imperial: false, position: 'bottomleft' }).addTo(map);
    fit(false);
    if (asked.view) map.setView(asked.view.slice(0, 2), asked.view[2], { animate: false });
    for (const layer of asked.layers) drawing.groups[layer].addTo(map);
    drawing.refresh();
    map.on('zoomend', drawing.refresh);
    if (listRoot) mark = tieList(listRoot, choose);
    if (asked.feature) choose(asked.feature.id, null);
    return { choose, fit, switchLayer, setNames: drawing.setNames };
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
    map.options.zoomSnap = 0.25;
    map.options.zoomDelta = 1;
    map.setMinZoom(1);
    if (reduced) stopPanning(map);
    for (const [pane, height] of Object.entries(PANES)) map.createPane(pane).style.zIndex = height;
    if (options.embed) Dateline.gestures(map);
    Dateline.localise(window.document);
    // Asked for before the document is waited for: the two come side by side.
    const asked = Dateline.load(options.basemap).catch((error) => {
      // The story stands without its basemap.
      console.warn('The basemap could not be loaded:', error);
      return null;
    });
    let story;
    let shown;
    try {
      story = tell(await Dateline.load(options.document || options.url));
      shown = show(map, story, options);
    } catch (error) {
      container.append(element('p', { class: 'dl-failed', role: 'alert' }, phrase('failed')));
      throw error;
    }
    const basemap = await asked;
    if (basemap) {
      Dateline.basemap(map, basemap);
      shown.setNames(basemap.labels || []);
    }
    const credits = [...(story.document.credits || []), basemap?.credit].filter(Boolean);
    Dateline.creditsControl(map, credits);
    container.dataset.ready = 'true';
    return shown;
  };
})();
