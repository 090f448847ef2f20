/** A document as the map reads it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { load, WORDS } from './page.mjs';

const { story } = load([...WORDS, 'js/dateline-story.js']);

function feature(id, layer, start, more = {}, coordinates = [10, 50]) {
  return {
    id,
    geometry: { type: 'Point', coordinates },
    properties: { layer, evidence: start === null ? [] : [{ start, end: start + 5 }], ...more },
  };
}

const OSLO = feature('oslo', 'places', 0);
const ROME = feature('rome', 'places', 40, { use: 'mentioned' }, [12, 41]);
const TALKS = feature('talks', 'summits', 20, { place_id: 'oslo' });
const STRIKE = feature('strike', 'events', 5, { place_id: 'oslo' });

test('events come in the order of the text, then places, then what is only named', () => {
  const read = story({ features: [ROME, OSLO, TALKS, STRIKE], bbox: [10, 41, 12, 50] });
  assert.deepEqual([...read.reading.map(({ id }) => id)], ['strike', 'talks', 'oslo', 'rome']);
  assert.deepEqual([...read.shown.map(({ id }) => id)], ['oslo', 'talks', 'strike']);
});

test('what is at the same place are neighbours', () => {
  const read = story({ features: [OSLO, ROME, TALKS, STRIKE] });
  assert.deepEqual([...read.neighbours(TALKS).map(({ id }) => id)], ['oslo', 'strike']);
  assert.equal(read.neighbours(ROME).length, 0);
});

test('a story across the antimeridian is drawn in one piece', () => {
  const read = story({ features: [], bbox: [170, -20, -160, 10] });
  assert.equal(read.latLng([-175, 0]).lng, 185);
  assert.equal(read.latLng([175, 0]).lng, 175);
  assert.equal(story({ features: [], bbox: [-10, 0, 10, 5] }).latLng([-5, 1]).lng, -5);
});

test('a place that is only named is told of when something happens there', () => {
  const read = story({ features: [OSLO, ROME, feature('visit', 'events', 1, { place_id: 'rome' }, [12, 41])] });
  assert.equal(read.told(ROME), true);
  assert.equal(story({ features: [ROME] }).told(ROME), false);
});
