/** Pins: a symbol at a point, a button with a name of its own, and its label. */
(function () {
  'use strict';

  const { Dateline } = window;
  const { element, phrase, reduced } = Dateline;
  const LABEL = {
    places: { font: '600 13px system-ui, sans-serif', height: 17, most: 180 },
    area: { font: '500 12px system-ui, sans-serif', height: 17, most: 180, spacing: 1 },
    country: { font: '600 11px system-ui, sans-serif', height: 16, most: 240, spacing: 1.2 },
    other: { font: '500 12px system-ui, sans-serif', height: 16, most: 280 },
  };

  const context = window.document.createElement('canvas').getContext('2d');

  /** Width and height in pixels of a label of this kind. */
  Dateline.labelSize = function (text, kind) {
    const style = LABEL[kind] || LABEL.other;
    context.font = style.font;
    const letters = context.measureText(text).width + (style.spacing || 0) * text.length;
    return { width: Math.min(style.most, Math.ceil(letters) + 6), height: style.height };
  };

  function labelText({ properties }) {
    if (properties.role === 'dateline') return `${properties.name} (${phrase('filed_here')})`;
    if (Dateline.isArea(properties)) return phrase('area_label', properties.name);
    if (properties.layer === 'places') return properties.name;
    return properties.status === 'happened'
      ? Dateline.kind(properties)
      : Dateline.kindAndStatus(properties);
  }

  /** Text of a leaflet marker that is made of elements of ours. */
  Dateline.nodeMarker = function (at, node, pane) {
    const icon = L.divIcon({ className: 'dl-marker', html: node, iconSize: null });
    return L.marker(at, { icon, interactive: false, keyboard: false, pane });
  };

  /**
   * A feature at a point. Its elements are made by `draw`, once it is to be seen: a map may have
   * thousands of them.
   * @param {L.Map} map
   * @param {object} story
   * @param {object} feature
   * @param {function(object): void} onOpen told the pin when it is chosen.
   */
  Dateline.pin = function (map, story, feature, onOpen) {
    const { properties } = feature;
    const pin = { feature, at: story.latLng(feature.geometry.coordinates), offset: [0, 0], marker: null };

    pin.draw = function () {
      if (pin.marker) return pin;
      const text = labelText(feature);
      const kind = Dateline.isArea(properties) ? 'area' : properties.layer;
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
      const label = element('span', { class: `dl-label dl-label-${kind}`, dir: 'auto' }, text);
      label.setAttribute('aria-hidden', 'true');
      const pane = properties.layer === 'places' ? 'dl-places' : 'dl-events';
      const marker = Dateline.nodeMarker(pin.at, element('div', {}, button, label), pane);
      button.addEventListener('click', (event) => {
        event.stopPropagation();
        onOpen(pin);
      });
      button.addEventListener('focus', () => {
        if (button.matches(':focus-visible')) map.panInside(pin.at, { padding: [48, 48], animate: !reduced });
      });
      return Object.assign(pin, { marker, button, label, size: Dateline.labelSize(text, kind) });
    };
    return pin;
  };
})();
