/** Writes what a layout has placed: labels of pins, legs and the basemap, and leaders to pins. */
(function () {
  'use strict';

  const { Dateline } = window;
  const { element } = Dateline;

  function shift(node, [x, y]) {
    node.style.transform = `translate(${x}px, ${y}px)`;
  }

  /**
   * @param {L.Map} map
   * @returns {function(object): void} Writes a layout in place of the one before.
   */
  Dateline.lettering = function (map) {
    const renderer = L.svg({ pane: 'dl-leaders', padding: 0.2 });
    const leaders = L.layerGroup().addTo(map);
    const words = L.layerGroup().addTo(map);

    /** Words at a point that are not a feature's own: of a leg, of the basemap. */
    function write(point, spot, text, name, pane) {
      const node = element('span', { class: `dl-label ${name}`, dir: 'auto' }, text);
      shift(node, spot);
      const html = element('div', { 'aria-hidden': 'true' }, node);
      Dateline.nodeMarker(map.unproject(point), html, pane).addTo(words);
    }

    function place(pin, offset, spot) {
      const [dx, dy] = offset;
      pin.offset = offset;
      shift(pin.button, offset);
      pin.label.hidden = !spot;
      if (spot) shift(pin.label, [dx + spot[0], dy + spot[1]]);
      if (!dx && !dy) return;
      const end = map.unproject(map.project(pin.at).add(offset));
      L.polyline([pin.at, end], {
        renderer,
        pane: 'dl-leaders',
        interactive: false,
        className: 'dl-leader',
      }).addTo(leaders);
    }

    return ({ visible, lines, written, placed }) => {
      leaders.clearLayers();
      words.clearLayers();
      visible.forEach((pin, index) => {
        place(pin, placed.offsets[index], placed.labels[index]);
        // What lies too close to be aimed at is left to the list until the reader zooms in.
        pin.button.tabIndex = placed.crowded[index] ? -1 : 0;
      });
      lines.forEach(({ x, y, text, status }, index) => {
        const spot = placed.lineLabels[index];
        if (spot) write([x, y], spot, text, `dl-label-leg dl-${status}`, 'dl-leaders');
      });
      written.forEach(({ x, y, text, kind, dot }, index) => {
        const spot = placed.nameLabels[index];
        if (!spot) return;
        write([x, y], spot, text, `dl-name dl-name-${kind}`, 'dl-names');
        if (dot) write([x, y], [-2, -2], '', 'dl-name-dot', 'dl-names');
      });
    };
  };
})();
