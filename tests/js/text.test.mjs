/** Words, times and numbers for the reader. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { load, WORDS } from './page.mjs';

const text = load(WORDS);

for (const [iso, words] of [
  ['2019', '2019'],
  ['2019-04', 'April 2019'],
  ['2019-04-24', '24 April 2019'],
  ['2019-04-24T18:30:00+10:00', '24 April 2019 at 18:30 UTC+10'],
  ['2019-04-24T18:30:00Z', '24 April 2019 at 18:30 UTC'],
  ['2019-04/..', 'from April 2019'],
  ['../2019-04', 'until April 2019'],
  ['some day', 'some day'],
  ['', ''],
  [null, ''],
]) {
  test(`the time ${iso} is written as “${words}”`, () => assert.equal(text.when(iso), words));
}

test('an interval of days is written once where it can be', () => {
  assert.match(text.when('2019-04-24/2019-04-26'), /^24\s?[–-]\s?26 April 2019$/);
});

test('the wall clock of a report does not move to another zone', () => {
  assert.match(text.when('2019-12-31T23:30:00-11:30'), /^31 December 2019.*23:30 UTC−11:30$/);
});

for (const [seconds, words] of [
  [20, '1 minute'],
  [5400, '1 hour 30 minutes'],
  [90_000, '25 hours'],
  [172_800, '2 days'],
  [180_000, '2 days 2 hours'],
]) {
  test(`${seconds} s are ${words}`, () => assert.equal(text.duration(seconds, false), words));
}

test('an approximate duration says so', () => {
  assert.equal(text.duration(7200, true), 'about 2 hours');
});

test('lengths are no finer than they deserve', () => {
  assert.equal(text.distance(3.26), '3.3 km');
  assert.equal(text.distance(326.4), '326 km');
  assert.equal(text.distance(1234), '1,230 km');
});

test('a speed along the shortest line is a lower bound', () => {
  const leg = { speed_kmh: 60, basis: 'great_circle', duration_approximate: false };
  assert.match(text.speed(leg), /^at least 60 km\/h/);
  assert.match(text.speed({ ...leg, basis: 'given' }), /^60 km\/h on average/);
});

test('a phrase takes its value as it is', () => {
  assert.equal(text.phrase('about', '$& $1'), 'about $& $1');
});

test('a country is written in words, and what is no code is left as it is', () => {
  assert.equal(text.country('NO'), 'Norway');
  assert.equal(text.country('nowhere'), 'nowhere');
  assert.equal(text.country(null), '');
});

test('participants are grouped by role, with their numbers', () => {
  const properties = {
    participants: ['Ida Berg', 'dockers'],
    participant_details: [
      { name: 'Ida Berg', title: 'Minister', country: 'NO' },
      { name: 'dockers', role: 'organiser', number: 1800, killed: 3 },
    ],
  };
  assert.deepEqual(plain(text.cast(properties, 'Who')), [
    ['Who', 'Minister Ida Berg (NO)'],
    ['Organiser', 'dockers (1,800 people, 3 killed)'],
  ]);
  assert.deepEqual(plain(text.cast({ participants: ['A', 'B', 'C'] }, 'Who')), [['Who', 'A, B and C']]);
});

test('an event has the switch of its family, a place that is only named its own', () => {
  assert.equal(text.switchOf({ layer: 'events', family: 'protest' }), 'protest');
  assert.equal(text.switchOf({ layer: 'events', kind: 'unheard-of' }), 'other');
  assert.equal(text.switchOf({ layer: 'places', use: 'mentioned' }), 'mentioned');
  assert.equal(text.switchOf({ layer: 'places' }), 'places');
});

test('a wide country is an area and a small one is not', () => {
  assert.equal(text.isArea({ feature_class: 'A', feature_code: 'PCLI', uncertainty_km: 500 }), true);
  assert.equal(text.isArea({ feature_class: 'A', feature_code: 'PCLI', uncertainty_km: 20 }), false);
  assert.equal(text.isArea({ feature_class: 'P', feature_code: 'PPL', uncertainty_km: 500 }), false);
});

/** Arrays of the page's realm as arrays of this one. */
function plain(value) {
  return JSON.parse(JSON.stringify(value));
}
