/** What the reader can work on the map: layers with their legend, fit, list, credits. */
(function () {
  'use strict';

  const { Dateline } = window;
  const { element, words, phrase } = Dateline;
  const STATUSES = ['happened', 'ongoing', 'planned', 'cancelled'];

  /** Puts an element on the map as a control that keeps its clicks and scrolling to itself. */
  function control(map, position, node) {
    const Control = L.Control.extend({
      onAdd() {
        L.DomEvent.disableClickPropagation(node);
        L.DomEvent.disableScrollPropagation(node);
        return node;
      },
    });
    return new Control({ position }).addTo(map);
  }

  /** A button that unfolds something below itself; of several, one at a time. */
  function panel(name, label, ...content) {
    return element(
      'details',
      { class: `dl-panel ${name}`, name: 'dl-panel' },
      element('summary', {}, label),
      element('div', { class: 'dl-panel-body' }, ...content),
    );
  }

  /** Folds a panel away on Escape, and what the reader unfolded on a press elsewhere on the map. */
  function closing(map, details) {
    const summary = details.querySelector('summary');
    let byReader = false;
    summary.addEventListener('click', () => {
      byReader = true;
    });
    details.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !details.open) return;
      event.stopPropagation();
      details.open = false;
      summary.focus();
    });
    map.getContainer().addEventListener('pointerdown', ({ target }) => {
      if (byReader && !details.contains(target)) details.open = false;
    });
  }

  /** Unfolds what the map has room for, and folds it away again, until the reader does either. */
  function bySize(map, details, hasRoom) {
    let mine = false;
    const look = () => {
      const open = hasRoom(map.getSize());
      if (!mine) details.open = open;
    };
    look();
    map.on('resize', look);
    details.querySelector('summary').addEventListener('click', () => {
      mine = true;
    });
  }

  function button(name, label, onClick) {
    const node = element('button', { type: 'button', class: name, title: label, 'aria-label': label });
    node.addEventListener('click', onClick);
    return node;
  }

  /** What changes the view besides zoom: the whole story, and the whole screen where there is one. */
  Dateline.viewControl = function (map, fit) {
    const bar = element('div', { class: 'leaflet-bar' }, button('dl-fit', phrase('fit'), fit));
    const { fullscreenEnabled } = window.document;
    if (fullscreenEnabled) bar.append(fullScreen(map));
    control(map, 'topleft', bar);
  };

  /** A page puts more around its map than the map: its story goes along. */
  function fullScreen(map) {
    const whole = map.getContainer().closest('.report-map') || map.getContainer();
    const node = button('dl-full', phrase('full_screen'), () => {
      if (window.document.fullscreenElement) window.document.exitFullscreen();
      else whole.requestFullscreen().catch(() => {});
    });
    window.document.addEventListener('fullscreenchange', () => {
      const on = window.document.fullscreenElement === whole;
      const label = phrase(on ? 'full_screen_off' : 'full_screen');
      node.setAttribute('aria-label', label);
      node.title = label;
      node.classList.toggle('is-on', on);
      map.invalidateSize({ animate: false });
    });
    return node;
  }

  /** The symbol of what a switch turns on and off: families of events have each their own. */
  function switchSymbol(name, status) {
    if (name === 'places' || name === 'mentioned') {
      return Dateline.symbol({ layer: 'places', use: name === 'mentioned' ? name : null, status: null });
    }
    const layer = name === 'summits' || name === 'journeys' ? name : 'events';
    return Dateline.symbol({ layer, family: name, status });
  }

  function layerSwitch(name, on, onSwitch) {
    const box = element('input', { type: 'checkbox', name: 'layer', value: name });
    box.checked = on;
    box.addEventListener('change', () => onSwitch(name, box.checked));
    return element('label', {}, box, switchSymbol(name, 'happened'), Dateline.switchWord(name));
  }

  function statusRow(status, names) {
    return element('li', {}, ...names.map((name) => switchSymbol(name, status)), words.statuses[status]);
  }

  /**
   * Layer switches and legend in one: only what this story has.
   * @param {function(string, boolean): void} onSwitch
   */
  Dateline.layersControl = function (map, story, isOn, onSwitch) {
    const properties = story.features.map((feature) => feature.properties);
    const layers = Dateline.SWITCHES.filter((name) => properties.some((one) => Dateline.switchOf(one) === name));
    const statuses = STATUSES.filter((status) => properties.some((one) => one.status === status));
    const point = layers.find((name) => !['journeys', 'places', 'mentioned'].includes(name));
    const shown = [point, 'journeys'].filter((name) => layers.includes(name));
    const filed = properties.some((one) => one.role === 'dateline');
    const area = properties.find(
      (one) => Dateline.isArea(one) && one.role !== 'dateline' && one.use !== 'mentioned',
    );
    const legend = [
      ...statuses.map((status) => statusRow(status, shown)),
      ...(filed
        ? [element('li', {}, Dateline.symbol({ layer: 'places', role: 'dateline' }), words.kinds.dateline)]
        : []),
      ...(area
        ? [element('li', {}, Dateline.symbol(area), phrase('area_drawn'))]
        : []),
      ...(properties.some((one) => one.uncertainty_km > 0 && !Dateline.isArea(one))
        ? [element('li', {}, element('span', { class: 'dl-ring' }), phrase('uncertainty'))]
        : []),
    ];
    const node = panel(
      'dl-layers',
      phrase(map.getSize().x < 480 ? 'layers' : 'layers_and_legend'),
      element(
        'fieldset',
        {},
        element('legend', {}, phrase('layers')),
        ...layers.map((layer) => layerSwitch(layer, isOn(layer), onSwitch)),
      ),
      element('ul', { class: 'dl-legend' }, ...legend),
    );
    bySize(map, node, ({ x, y }) => x >= 720 && y >= 560);
    closing(map, node);
    control(map, 'topright', node);
  };

  /** The list of everything on the map, for pages that bring none of their own. */
  Dateline.listControl = function (map, story) {
    const rows = story.reading.map((feature) =>
      element(
        'li',
        {},
        element(
          'button',
          { type: 'button', 'data-feature': feature.id, dir: 'auto' },
          Dateline.symbol(feature.properties),
          element(
            'span',
            {},
            element('b', { dir: 'auto' }, feature.properties.name),
            element(
              'small',
              {},
              [Dateline.kindAndStatus(feature.properties), Dateline.when(feature.properties.when)]
                .filter(Boolean)
                .join(' · '),
            ),
          ),
        ),
      ),
    );
    const list = element('ol', { 'aria-label': phrase('list') }, ...rows);
    const node = panel('dl-list', phrase('list_short'), list);
    closing(map, node);
    control(map, 'topright', node);
    return node;
  };

  /**
   * Credits as text: Leaflet's own attribution control writes what it is given as markup. On a
   * narrow map they are folded away.
   * @returns {function(string): void} Adds one, unless it is there already.
   */
  Dateline.creditsControl = function (map) {
    if (map.attributionControl) map.attributionControl.remove();
    const text = element('p');
    const node = element('details', { class: 'dl-credits' }, element('summary', {}, phrase('credits')), text);
    const given = new Set();
    bySize(map, node, ({ x }) => {
      const wide = x >= 600;
      node.classList.toggle('is-whole', wide);
      return wide;
    });
    control(map, 'bottomright', node);
    return (credit) => {
      given.add(credit);
      text.textContent = [...given].join(' · ');
    };
  };
})();
