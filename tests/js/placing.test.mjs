/** Where symbols and labels go. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { load, Point } from './page.mjs';

const { placing } = load(['js/dateline-placing.js']);
const LABEL = { width: 60, height: 16 };
const dot = (x, y) => ({ x, y, fixed: true, label: LABEL });
const symbol = (x, y) => ({ x, y, fixed: false, label: LABEL });

/** The box of a label as it was placed beside its item. */
function boxOf({ x, y }, [dx, dy], [ox, oy] = [0, 0]) {
  return { left: x + ox + dx, top: y + oy + dy, right: x + ox + dx + LABEL.width, bottom: y + oy + dy + LABEL.height };
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

test('one dot has its label to the right', () => {
  const { labels, offsets, crowded } = placing([dot(100, 100)], [], [], null, []);
  assert.ok(labels[0][0] > 0);
  assert.deepEqual([...offsets[0]], [0, 0]);
  assert.equal(crowded[0], false);
});

test('labels of neighbours do not overlap', () => {
  const items = [dot(100, 100), dot(130, 100), dot(100, 120)];
  const { labels } = placing(items, [], [], null, []);
  const boxes = items.flatMap((item, index) => (labels[index] ? [boxOf(item, labels[index])] : []));
  assert.ok(boxes.length >= 2);
  for (const [index, one] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) assert.ok(!overlap(one, other));
  }
});

test('symbols at one point move apart', () => {
  const { offsets } = placing([symbol(50, 50), symbol(50, 50), symbol(50, 50)], [], [], null, []);
  const places = new Set(offsets.map(([x, y]) => `${x},${y}`));
  assert.equal(places.size, 3);
  for (const [index, [x, y]] of offsets.entries()) {
    for (const [u, v] of offsets.slice(index + 1)) {
      assert.ok(Math.abs(x - u) >= 24 || Math.abs(y - v) >= 24, 'targets of 24 pixels');
    }
  }
});

test('two dots at one point are crowded', () => {
  const { crowded } = placing([dot(50, 50), dot(52, 50)], [], [], null, []);
  assert.deepEqual([...crowded], [false, true]);
});

test('a label keeps within the view where it can', () => {
  const frame = { min: { x: 0, y: 0 }, max: { x: 110, y: 200 } };
  const { labels } = placing([dot(100, 100)], [], [], frame, []);
  assert.ok(labels[0][0] < 0, 'to the left of a dot at the right edge');
});

test('a label does not cover a line', () => {
  const points = [new Point(100, 100), new Point(300, 100)];
  const { labels } = placing([dot(100, 100)], [{ x: 200, y: 100, label: null, points }], [], null, []);
  const box = boxOf({ x: 100, y: 100 }, labels[0]);
  assert.ok(box.bottom <= 97 || box.top >= 103 || box.right <= 97);
});

test('a name of the basemap gives way to what is taken', () => {
  const names = [{ x: 100, y: 100, label: LABEL, dot: true }];
  const free = placing([], [], names, null, []);
  const taken = placing([], [], names, null, [{ x: 100, y: 100, half: 40 }]);
  assert.notEqual(free.nameLabels[0], null);
  assert.equal(taken.nameLabels[0], null);
});

/** From a point to the nearest edge of a box. */
function distance(box, { x, y }) {
  return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
}

test('a symbol keeps near its point', () => {
  const items = Array.from({ length: 40 }, () => symbol(200, 200));
  const { offsets, crowded } = placing([dot(200, 200), ...items], [], [], null, []);
  let moved = 0;
  for (const [x, y] of offsets) {
    const away = Math.hypot(x, y);
    assert.ok(away < 66, `${away} pixels away`);
    moved += Number(away > 0);
  }
  assert.ok(moved >= 12, 'twelve at one place are each seen');
  assert.ok(crowded.includes(true), 'what has no spot is left to the list');
});

test('a symbol goes far only with its label where it may', () => {
  // To the left and right there is room for symbols, but words have it above and below alone.
  const walls = [...Array(12).keys()].flatMap((row) => [100, 300].map((x) => ({ x, y: 90 + 20 * row, half: 40 })));
  const items = [dot(200, 200), ...Array.from({ length: 7 }, () => symbol(200, 200))];
  const { offsets, labels } = placing(items, [], [], null, walls);
  const far = [...offsets.keys()].filter((index) => Math.hypot(...offsets[index]) > 37);
  assert.ok(far.some((index) => labels[index]));
});

test('a label is never nearer to the dot of another', () => {
  for (let apart = 12; apart < 60; apart += 2) {
    for (const [dx, dy] of [[apart, 0], [0, apart], [apart, 12], [-apart, 6], [apart, -apart]]) {
      const items = [dot(200, 200), dot(200 + dx, 200 + dy)];
      const { labels } = placing(items, [], [], null, []);
      for (const [index, item] of items.entries()) {
        if (!labels[index]) continue;
        const box = boxOf(item, labels[index]);
        assert.ok(distance(box, item) < distance(box, items[1 - index]), `${dx}, ${dy}`);
      }
    }
  }
});

test('a label is not in one row with the dot of another that has none beside it', () => {
  const taken = [{ x: 265, y: 200, half: 20 }, { x: 155, y: 200, half: 20 }, { x: 200, y: 215, half: 6 }];
  const items = [dot(200, 200), dot(200 - 14, 200 - 14)];
  const { labels } = placing(items, [], [], null, taken);
  for (const [index, item] of items.entries()) {
    if (!labels[index]) continue;
    const { top, bottom } = boxOf(item, labels[index]);
    const inRow = ({ y }) => y > top && y < bottom;
    assert.ok(inRow(item) || !inRow(items[1 - index]));
  }
});

test('a symbol goes where its own dot is the nearest', () => {
  const items = [dot(200, 200), dot(200, 170), symbol(200, 200)];
  const { offsets } = placing(items, [], [], null, []);
  const at = { x: 200 + offsets[2][0], y: 200 + offsets[2][1] };
  assert.ok(Math.hypot(at.x - 200, at.y - 200) < Math.hypot(at.x - 200, at.y - 170));
});
