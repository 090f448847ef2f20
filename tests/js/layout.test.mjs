/** Where everything shown is at a zoom level. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { load, Point, WORDS } from './page.mjs';

const Dateline = load([...WORDS, 'js/dateline-placing.js', 'js/dateline-layout.js']);
Dateline.labelSize = (text) => ({ width: 8 * text.length, height: 16 });
const map = { project: ([x, y], zoom) => ({ x: x * 2 ** zoom, y: y * 2 ** zoom }) };

function pin(id, at, more = {}) {
  return { feature: { id, properties: { layer: 'places', ...more } }, at, size: { width: 60, height: 16 } };
}

function layout(shown, zoom = 0) {
  return Dateline.layout(map, {}, { pins: [], journeys: [], blocks: [], names: [], ...shown }, zoom);
}

test('labels of points go before those of areas and of where it was filed', () => {
  const area = pin('area', [10, 10], { feature_class: 'A', feature_code: 'PCLI', uncertainty_km: 500 });
  const filed = pin('filed', [11, 10], { role: 'dateline', use: 'mentioned' });
  const { visible, placed } = layout({ pins: [filed, area, pin('town', [12, 10])] });
  assert.deepEqual([...visible.map(({ feature }) => feature.id)], ['town', 'area', 'filed']);
  assert.notEqual(placed.labels[0], null);
});

test('a leg is labelled only when its line is long enough', () => {
  const leg = (pixels) => ({
    middle: { at: new Point(500, 0) }, text: 'by train', pixels, points: [new Point(0, 0), new Point(pixels, 0)],
  });
  const journey = { feature: { properties: { status: 'happened' } }, measure: () => [leg(20), leg(400)] };
  const { lines } = layout({ journeys: [journey] });
  assert.equal(lines[0].label, null);
  assert.deepEqual({ ...lines[1].label }, { width: 64, height: 16 });
});

test('a name of the basemap is written from its zoom on', () => {
  const names = [{ zoom: 3, at: [1, 1], name: 'Ulm', class: 'city' }, { zoom: 6, at: [1, 1], name: 'Au', class: 'city' }];
  assert.deepEqual([...layout({ names }, 4).written.map(({ text }) => text)], ['Ulm']);
});
