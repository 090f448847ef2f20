/** Where the map has to look so that features are seen whole, with their labels, clear of controls. */
(function () {
  'use strict';

  const { Dateline } = window;
  /** Pixels between what is fitted and the edge or a control. */
  const MARGIN = 10;
  const STEP = 0.25;
  /** Labels make room for themselves within these many steps; a label is not worth more. */
  const TRIES = 9;
  /** A point alone is shown from where one sees which part of the world it is in. */
  const ZOOM = { point: 6.5, most: 12 };

  /** What the controls cover, in pixels of the map's container. */
  function covered(map) {
    const container = map.getContainer();
    const edge = container.getBoundingClientRect();
    const nodes = container.querySelectorAll('.leaflet-control, .dl-panel[open] > .dl-panel-body');
    return [...nodes]
      .map((node) => node.getBoundingClientRect())
      .filter(({ width, height }) => width && height)
      .map((box) =>
        L.bounds([box.left - edge.left, box.top - edge.top], [box.right - edge.left, box.bottom - edge.top]),
      );
  }

  /**
   * Room to leave at each edge so that every control is passed on its cheaper side.
   * @returns {{left: number, top: number, right: number, bottom: number}} Pixels.
   */
  function insets(size, controls) {
    const found = { left: MARGIN, top: MARGIN, right: MARGIN, bottom: MARGIN };
    for (const { min, max } of controls) {
      const [x, across] = min.x + max.x < size.x ? ['left', max.x] : ['right', size.x - min.x];
      const [y, down] = min.y + max.y < size.y ? ['top', max.y] : ['bottom', size.y - min.y];
      const costs = { [x]: (across - found[x]) / size.x, [y]: (down - found[y]) / size.y };
      // Scale and credits change their width with what they say: pass them above.
      const side = y === 'top' && costs[x] < costs[y] ? x : y;
      found[side] = Math.max(found[side], MARGIN + (side === x ? across : down));
    }
    return found;
  }

  const union = (boxes) =>
    boxes.reduce((all, box) => all.extend(box.min).extend(box.max), L.bounds([]));

  /** The pixel that comes to the container's corner when a box is put into the middle of the room. */
  function corner(box, size, { left, top, right, bottom }) {
    const middle = L.point((left + size.x - right) / 2, (top + size.y - bottom) / 2);
    return box.getCenter().subtract(middle);
  }

  /**
   * The closest view of some features.
   * @param {L.Map} map
   * @param {{spots: function(object[]): L.LatLng[],
   *   boxes: function(object[], number): L.Bounds[]}} drawing What the features take at a zoom level.
   * @param {object[]} features
   * @param {{most?: number, below?: number}} [options] The closest zoom level; pixels along the
   *   bottom that are taken by something else.
   * @returns {?{center: L.LatLng, zoom: number}} null when none of them has a place.
   */
  Dateline.viewOf = function (map, drawing, features, { most = ZOOM.most, below = 0 } = {}) {
    const spots = drawing.spots(features);
    if (!spots.length) return null;
    const size = map.getSize();
    const controls = covered(map);
    const edges = { left: MARGIN, top: MARGIN, right: MARGIN, bottom: MARGIN + below };
    const bare = L.bounds(spots.map((at) => map.project(at, 0)));
    const { x, y } = bare.getSize();
    const widest = Math.log2(Math.min((size.x - 2 * MARGIN) / x, (size.y - 2 * MARGIN - below) / y));
    const closest = x || y ? most : ZOOM.point;
    const first = Math.floor(Math.max(0, Math.min(widest, closest)) / STEP) * STEP;

    /** The corner when all boxes are within the room, and none is under a control. */
    function attempt(boxes, room) {
      const box = union(boxes);
      const needed = box.getSize();
      if (needed.x > size.x - room.left - room.right) return null;
      if (needed.y > size.y - room.top - room.bottom) return null;
      const at = corner(box, size, room);
      const hidden = ({ min, max }) => {
        const seen = L.bounds(min.subtract(at), max.subtract(at));
        return controls.some((control) => control.overlaps(seen));
      };
      return boxes.some(hidden) ? null : at;
    }

    const beside = insets(size, controls);
    beside.bottom = Math.max(beside.bottom, edges.bottom);
    let found = null;
    let zoom = first;
    for (let step = 0; step < TRIES && !found && first - step * STEP >= 0; step += 1) {
      zoom = first - step * STEP;
      const boxes = drawing.boxes(features, zoom);
      found = attempt(boxes, edges) || attempt(boxes, beside);
    }
    found ||= corner(L.bounds(spots.map((at) => map.project(at, zoom))), size, beside);
    return { center: map.unproject(found.add(size.divideBy(2)), zoom), zoom };
  };

  /** Pixels to leave at each edge of a map for its controls. */
  Dateline.insets = (map) => insets(map.getSize(), covered(map));

  /**
   * The view of a feature at a point, with so many kilometres around it.
   * @param {L.Map} map
   * @param {object} drawing As in `viewOf`.
   * @param {object} feature
   * @param {{km: number, least: number, most: number, below: number}} options From one edge of the
   *   room that the controls leave to the other; the widest zoom level; the others as in `viewOf`.
   * @returns {{center: L.LatLng, zoom: number}}
   */
  Dateline.viewAround = function (map, drawing, feature, { km, least, most, below }) {
    const size = map.getSize();
    const room = Dateline.insets(map);
    room.bottom = Math.max(room.bottom, MARGIN + below);
    const around = drawing.spots([feature])[0].toBounds(km * 1000);
    const needed = L.bounds(
      [around.getNorthWest(), around.getSouthEast()].map((one) => map.project(one, 0)),
    ).getSize();
    const across = (size.x - room.left - room.right) / needed.x;
    const down = (size.y - room.top - room.bottom) / needed.y;
    const fitting = Math.min(most, Math.log2(Math.min(across, down)));
    const zoom = Math.max(least, Math.floor(fitting / STEP) * STEP);
    const start = corner(union(drawing.boxes([feature], zoom)), size, room);
    return { center: map.unproject(start.add(size.divideBy(2)), zoom), zoom };
  };
})();
