/**
 * The shapes that tell layers and statuses apart; styled by class in dateline-map.css.
 *
 * The same shapes are written by the server in templates/_symbols.html.
 */
(function () {
  'use strict';

  const Dateline = (window.Dateline = window.Dateline || {});
  const SVG = 'http://www.w3.org/2000/svg';

  const SHAPES = {
    places: 'M12 6.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z',
    dateline: 'M7 22V3M7 3.5H20L16.5 8L20 12.5H7',
    summits: 'M12 1.5L22.5 12L12 22.5L1.5 12Z',
    events: 'M6 3.5H18A2.5 2.5 0 0 1 20.5 6V18A2.5 2.5 0 0 1 18 20.5H6A2.5 2.5 0 0 1 3.5 18V6A2.5 2.5 0 0 1 6 3.5Z',
    journeys: 'M1.5 12H20M14.5 6.5L21 12L14.5 17.5',
  };
  /** What is drawn inside the shape: status must not hang on colour alone. */
  const MARKS = {
    ongoing: 'M12 8.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7Z',
    cancelled: 'M5 5L19 19M19 5L5 19',
  };

  function path(name, d) {
    const node = document.createElementNS(SVG, 'path');
    node.setAttribute('class', name);
    node.setAttribute('d', d);
    return node;
  }

  /**
   * The symbol of a feature.
   * @param {{layer: string, status: ?string, role?: string}} properties
   * @returns {SVGSVGElement}
   */
  Dateline.symbol = function (properties) {
    const shape = properties.role === 'dateline' ? 'dateline' : properties.layer;
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', `dl-symbol dl-${shape} dl-${properties.status || 'place'}`);
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.append(path('dl-halo', SHAPES[shape]), path('dl-shape', SHAPES[shape]));
    const mark = MARKS[properties.status];
    if (mark) svg.append(path('dl-mark-halo', mark), path('dl-mark', mark));
    return svg;
  };
})();
