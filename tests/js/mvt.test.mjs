/** Vector tiles. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const STATIC = new URL('../../static/', import.meta.url);
const window = { Dateline: {} };
const page = vm.createContext({ window, Uint8Array });
for (const name of ['vendor/pbf/pbf.js', 'js/dateline-mvt.js']) {
  vm.runInContext(readFileSync(new URL(name, STATIC), 'utf8'), page, { filename: name });
}
const { readTile } = window.Dateline;
const { PbfWriter } = page.Pbf;

/** A tile of one layer with one feature; `geometry` are the commands of its specification. */
function tile(geometry, values) {
  const writer = new PbfWriter();
  writer.writeMessage(3, (_, layer) => {
    layer.writeStringField(1, 'land');
    layer.writeMessage(2, (_, feature) => {
      feature.writePackedVarint(2, Object.keys(values).flatMap((_, index) => [index, index]));
      feature.writePackedVarint(4, geometry);
    }, {});
    for (const key of Object.keys(values)) layer.writeStringField(3, key);
    for (const value of Object.values(values)) {
      layer.writeMessage(4, (_, one) => {
        if (typeof value === 'string') one.writeStringField(1, value);
        else if (typeof value === 'boolean') one.writeBooleanField(7, value);
        else one.writeSVarintField(6, value);
      }, {});
    }
    layer.writeVarintField(5, 2048);
  }, {});
  return writer.finish();
}

const MOVE = (1 << 3) | 1;
const LINE = (2 << 3) | 2;
const CLOSE = (1 << 3) | 7;
const zigzag = (number) => (number << 1) ^ (number >> 31);

test('a ring comes closed, in the units of the tile', () => {
  const geometry = [MOVE, zigzag(10), zigzag(20), LINE, zigzag(5), zigzag(0), zigzag(0), zigzag(-5), CLOSE];
  const layer = readTile(tile(geometry, {})).get('land');
  assert.equal(layer.extent, 2048);
  assert.deepEqual(plain(layer.features[0].parts), [[10, 20, 15, 20, 15, 15, 10, 20]]);
});

test('lines of one feature are parts of their own, each from where the last ended', () => {
  const geometry = [MOVE, zigzag(1), zigzag(1), LINE, zigzag(1), zigzag(0), zigzag(1), zigzag(0), MOVE, zigzag(0), zigzag(4)];
  const [feature] = readTile(tile(geometry, {})).get('land').features;
  assert.deepEqual(plain(feature.parts), [[1, 1, 2, 1, 3, 1], [3, 5]]);
});

test('properties have the type that the tile gives them', () => {
  const values = { name: 'Oslo', capital: true, rank: -3 };
  const [feature] = readTile(tile([MOVE, 0, 0], values)).get('land').features;
  assert.deepEqual(plain(feature.properties()), values);
});

test('an empty tile has no layers', () => {
  assert.equal(readTile(new ArrayBuffer(0)).size, 0);
});

/** Values of the page's realm as values of this one. */
function plain(value) {
  return JSON.parse(JSON.stringify(value));
}
