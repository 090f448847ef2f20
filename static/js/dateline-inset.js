/** A stamp-sized world that shows where the map is looking. */
(function () {
  'use strict';

  const { Dateline } = window;
  const { element, phrase } = Dateline;
  const SVG = 'http://www.w3.org/2000/svg';
  /** Degrees that the picture shows north and south; one unit of it is a degree. */
  const [NORTH, SOUTH] = [84, -60];
  /** The map shows the world itself when it is wider than this (degrees). */
  const WIDE = 150;
  /** A smaller frame than this (degrees) could not be seen: a ring shows where it is. */
  const SMALL = 14;

  function shape(tag, attributes) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  }

  /**
   * @param {L.Map} map
   * @param {string} world Address of the picture of the world: 360 by 180 degrees.
   */
  Dateline.inset = function (map, world) {
    const frame = shape('rect', { class: 'dl-inset-frame' });
    const ring = shape('circle', { class: 'dl-inset-ring', r: SMALL / 2 });
    const svg = shape('svg', { viewBox: `0 ${90 - NORTH} 360 ${NORTH - SOUTH}`, role: 'img', 'aria-label': phrase('inset') });
    const image = { href: world, x: 0, y: 0, width: 360, height: 180, preserveAspectRatio: 'none' };
    svg.append(shape('image', image), frame, ring);
    const node = element('div', { class: 'dl-inset' }, svg);
    const Inset = L.Control.extend({ onAdd: () => node });
    new Inset({ position: 'bottomleft' }).addTo(map);

    function look() {
      const bounds = map.getBounds();
      const centre = map.getCenter().wrap();
      const width = bounds.getEast() - bounds.getWest();
      const height = bounds.getNorth() - bounds.getSouth();
      node.classList.toggle('is-idle', width > WIDE);
      for (const [name, value] of Object.entries({
        x: centre.lng + 180 - width / 2,
        y: 90 - bounds.getNorth(),
        width,
        height,
      })) {
        frame.setAttribute(name, value.toFixed(2));
      }
      ring.setAttribute('cx', (centre.lng + 180).toFixed(2));
      ring.setAttribute('cy', (90 - centre.lat).toFixed(2));
      ring.classList.toggle('is-idle', Math.max(width, height) > SMALL);
    }
    map.on('moveend', look);
    map.whenReady(look);
  };
})();
