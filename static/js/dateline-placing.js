/**
 * Where symbols and labels go, so that none hides another.
 *
 * All figures are pixels in the projection of one zoom level. The first come is served first: callers put what matters most first.
 */
(function () {
  'use strict';

  const { Dateline } = window;
  /** Half sizes of what is drawn, and how far from its point a symbol may be moved. */
  const DOT = 7;
  const SYMBOL = 12;
  /** Half of the least size of a target (WCAG 2.2, 2.5.8). */
  const TARGET = 12;
  const RINGS = [24, 36, 50, 64];
  /** A symbol goes farther than this only with its label, as long as there is a choice: a leader alone says nothing. */
  const NEAR = 37;
  /** A symbol goes farther than this only where it would else be under others. */
  const FAR = 51;
  /** Pixels by which a label has to be nearer to its own point than to another's dot. */
  const NEARER = 2;
  /** Dots as close as this overlap: they are one heap to the eye, and share what is beside it. */
  const HEAP = 10;
  /** A label in one row with a dot this near is read as that dot's. */
  const ROW = 26;
  /** Pixels by which the name of a country may move up or down, in the order they are tried. */
  const ASIDE = [0, -20, 20];
  /** Half of what a city's dot needs for its name to be written beside it. */
  const CITY = 10;
  const GAP = 3;

  /** Boxes in a grid, so that asking for a collision does not look at every other box. */
  class Occupied {
    constructor(cell = 64) {
      this.cell = cell;
      this.cells = new Map();
    }

    *_keys(box) {
      for (let x = Math.floor(box.left / this.cell); x * this.cell <= box.right; x += 1) {
        for (let y = Math.floor(box.top / this.cell); y * this.cell <= box.bottom; y += 1) {
          yield `${x}:${y}`;
        }
      }
    }

    add(box) {
      for (const key of this._keys(box)) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push(box);
      }
    }

    hits(box) {
      for (const key of this._keys(box)) {
        for (const other of this.cells.get(key) || []) {
          const apart =
            other === box ||
            other.left >= box.right ||
            other.right <= box.left ||
            other.top >= box.bottom ||
            other.bottom <= box.top;
          if (!apart) return true;
        }
      }
      return false;
    }
  }

  /** Points in a grid, so that asking for a near one does not look at every other. */
  class Points {
    constructor(cell = 64) {
      this.cell = cell;
      this.cells = new Map();
    }

    add(point) {
      const key = `${Math.floor(point.x / this.cell)}:${Math.floor(point.y / this.cell)}`;
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(point);
    }

    /** Those less than `far` from a box. */
    near(box, far) {
      const { cell } = this;
      const found = [];
      for (let x = Math.floor((box.left - far) / cell); x * cell <= box.right + far; x += 1) {
        for (let y = Math.floor((box.top - far) / cell); y * cell <= box.bottom + far; y += 1) {
          found.push(...(this.cells.get(`${x}:${y}`) || []).filter((point) => distance(box, point) < far));
        }
      }
      return found;
    }
  }

  /** From a point to the nearest edge of a box; 0 within it. */
  const distance = (box, { x, y }) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));

  const around = (x, y, half) => ({ left: x - half, right: x + half, top: y - half, bottom: y + half });

  /** @type {function(object, L.Bounds): boolean} */
  const within = (box, { min, max }) =>
    box.left >= min.x && box.right <= max.x && box.top >= min.y && box.bottom <= max.y;

  /** Offsets to try, nearest first, from above and round clockwise. */
  function* spots() {
    yield [0, 0];
    for (const radius of RINGS) {
      const count = Math.round((2 * Math.PI * radius) / 11);
      for (let step = 0; step < count; step += 1) {
        const angle = (step / count) * 2 * Math.PI - Math.PI / 2;
        yield [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))];
      }
    }
  }

  /** Boxes a label of this size may take beside a thing of this half size. */
  function* beside(x, y, half, { width, height }) {
    const gap = half + GAP;
    const corners = [
      [gap, -height / 2],
      [-gap - width, -height / 2],
      [-width / 2, -gap - height],
      [-width / 2, gap],
      [gap * 0.8, -gap * 0.6 - height],
      [gap * 0.8, gap * 0.6],
      [-gap * 0.8 - width, -gap * 0.6 - height],
      [-gap * 0.8 - width, gap * 0.6],
    ];
    for (const [left, top] of corners) {
      yield { left: x + left, top: y + top, right: x + left + width, bottom: y + top + height };
    }
  }

  /** The box of a label with its middle at a point. */
  const upon = (x, y, { width, height }) => ({
    left: x - width / 2,
    top: y - height / 2,
    right: x + width / 2,
    bottom: y + height / 2,
  });

  /** Keeps labels off a line by marking it out in small boxes. */
  function markOut(points, occupied) {
    points.slice(1).forEach((point, index) => {
      const from = points[index];
      const steps = Math.min(4000, Math.ceil(point.distanceTo(from) / 10));
      for (let step = 0; step <= steps; step += 1) {
        const at = from.add(point.subtract(from).multiplyBy(steps ? step / steps : 0));
        occupied.add(around(at.x, at.y, 3));
      }
    });
  }

  /**
   * Finds a spot for every symbol and for as many labels as fit.
   * @param {{x: number, y: number, fixed: boolean, label: {width: number, height: number}}[]} items
   *   Things at points; a fixed one (a place's dot) stays on its point.
   * @param {{x: number, y: number, label: object, points: L.Point[]}[]} lines Legs, which labels
   *   should not cross, with the midpoint where their own words would like to be.
   * @param {{x: number, y: number, label: object, dot: boolean}[]} names Of the basemap: what room
   *   is left is theirs. With a dot the name goes beside its point, else upon it.
   * @param {?L.Bounds} frame What is in view: labels keep within it where they can.
   * @param {{x: number, y: number, half: number}[]} taken What stands there already.
   * @returns {{offsets: number[][], crowded: boolean[], labels: (?number[])[],
   *   lineLabels: (?number[])[], nameLabels: (?number[])[]}} Offsets from each point; whether a
   *   thing has too little room of its own to be aimed at; null for a label that found no room.
   */
  Dateline.placing = function (items, lines, names, frame, taken) {
    const targets = new Occupied();
    const all = new Occupied();
    const take = (box) => {
      targets.add(box);
      all.add(box);
    };
    const dots = new Points();
    for (const item of items) if (item.fixed) dots.add(item);
    const others = (own, heap) => (one) => Math.hypot(one.x - own.x, one.y - own.y) > heap;
    /** Whether a label for the thing at a point would be read as that of another's dot. */
    const misread = (box, at, own, heap) => {
      const inRow = ({ y }) => y > box.top && y < box.bottom;
      const far = distance(box, at) + NEARER;
      return dots
        .near(box, Math.max(far, ROW))
        .filter(others(own, heap))
        .some((one) => distance(box, one) < far || (inRow(one) && !inRow(at)));
    };
    const room = (x, y, half, size, own) => {
      const free = [...beside(x, y, half, size)].filter((box) => !all.hits(box) && !misread(box, { x, y }, own, HEAP));
      const seen = free.filter((box) => !frame || within(box, frame));
      return seen.find((box) => !misread(box, { x, y }, own, 1)) || seen[0] || free[0];
    };
    const label = (x, y, half, size, own = { x, y }) => {
      const box = room(x, y, half, size, own);
      if (!box) return null;
      take(box);
      return [box.left - x, box.top - y];
    };
    /** The nearest spot of a symbol that is free and has it with its own dot, not with another. */
    const spot = ({ x, y, label: size }) => {
      let close = null;
      for (const [dx, dy] of spots()) {
        // A symbol may stand on a line, not on a dot, a label or another symbol.
        const box = around(x + dx, y + dy, SYMBOL);
        if (targets.hits(box)) continue;
        const away = Math.hypot(dx, dy);
        const middle = around(x + dx, y + dy, 0);
        const near = away <= NEAR;
        close ||= [dx, dy];
        if (away > FAR || dots.near(middle, away).some(others({ x, y }, HEAP))) continue;
        if (near || room(x + dx, y + dy, SYMBOL, size, { x, y })) return [dx, dy];
      }
      return close;
    };
    const offsets = items.map(() => [0, 0]);
    const labels = items.map(() => null);
    const crowded = items.map(() => false);
    const each = (fixed, work) =>
      items.forEach((item, index) => {
        if (item.fixed === fixed) work(item, index);
      });

    for (const { x, y, half } of taken) take(around(x, y, half));
    each(true, (item, index) => {
      const target = around(item.x, item.y, TARGET);
      crowded[index] = targets.hits(target);
      targets.add(target);
      all.add(around(item.x, item.y, DOT));
    });
    for (const { points } of lines) markOut(points, all);
    each(true, (item, index) => {
      labels[index] = label(item.x, item.y, DOT, item.label);
    });
    each(false, (item, index) => {
      const found = spot(item);
      crowded[index] = !found;
      offsets[index] = found || [0, 0];
      const [dx, dy] = offsets[index];
      take(around(item.x + dx, item.y + dy, SYMBOL));
      // At once, before another symbol takes the room that it went there for.
      if (Math.hypot(dx, dy) > NEAR) {
        labels[index] = label(item.x + dx, item.y + dy, SYMBOL, item.label, item);
      }
    });
    each(false, (item, index) => {
      if (labels[index]) return;
      const [dx, dy] = offsets[index];
      labels[index] = label(item.x + dx, item.y + dy, SYMBOL, item.label, item);
    });
    const lineLabels = lines.map(({ x, y, label: size }) => (size ? label(x, y, 8, size) : null));
    const cities = new Occupied();
    for (const { x, y, dot } of names) if (dot) cities.add(around(x, y, CITY));
    const nameLabels = names.map(({ x, y, label: size, dot }) => {
      if (dot) return all.hits(around(x, y, 4)) ? null : label(x, y, 3, size);
      const free = ASIDE.map((aside) => upon(x, y + aside, size)).filter((box) => !all.hits(box));
      // A country's name gives way to its cities, so that both are written.
      const box = free.find((one) => !cities.hits(one)) || free[0];
      if (!box) return null;
      take(box);
      return [box.left - x, box.top - y];
    });
    return { offsets, crowded, labels, lineLabels, nameLabels };
  };
})();
