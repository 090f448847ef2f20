/**
 * Symbols that tell layers, families of events and statuses apart; styled by class in
 * dateline-map.css.
 *
 * Their paths are in static/data/symbols.json and dateline-kinds.js; the written list has the same.
 */
(function () {
  'use strict';

  const { Dateline } = window;
  const { shapes, marks } = window.DatelineShapes;
  const { families } = window.DatelineKinds;
  const SVG = 'http://www.w3.org/2000/svg';

  function path(name, d) {
    const node = document.createElementNS(SVG, 'path');
    node.setAttribute('class', name);
    node.setAttribute('d', d);
    return node;
  }

  function shapeOf(properties) {
    if (properties.role === 'dateline') return 'dateline';
    return Dateline.isArea(properties) ? 'area' : properties.layer;
  }

  /**
   * The symbol of a feature. A mark inside the shape says its status too: that must not hang on
   * colour alone.
   * @param {{layer: string, status: ?string, family?: string, kind?: string, role?: string,
   *   feature_class?: string, feature_code?: string, uncertainty_km?: number, use?: string}} properties
   * @returns {SVGSVGElement}
   */
  Dateline.symbol = function (properties) {
    const shape = shapeOf(properties);
    const svg = document.createElementNS(SVG, 'svg');
    const use = properties.use === 'mentioned' ? ' dl-mentioned' : '';
    svg.setAttribute('class', `dl-symbol dl-${shape} dl-${properties.status || 'place'}${use}`);
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const outline = shape === 'events' ? families[Dateline.familyOf(properties)].symbol : shapes[shape];
    svg.append(path('dl-halo', outline), path('dl-shape', outline));
    const mark = marks[properties.status];
    if (mark) svg.append(path('dl-mark-halo', mark), path('dl-mark', mark));
    return svg;
  };
})();
