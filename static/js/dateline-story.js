/** A whole-map document with what drawing and telling need to ask of it. */
(function () {
  'use strict';

  const { Dateline } = window;

  /** Where a feature is first spoken of in the report, in characters. */
  const start = ({ properties }) =>
    Math.min(...properties.evidence.map((evidence) => evidence.start), Infinity);

  const site = ({ id, properties }) => (properties.layer === 'places' ? id : properties.place_id);

  /** How many a card lists of what else is at its place. */
  const NEIGHBOURS = 40;

  /** Events of all kinds in the order of the text, then the places, then what is only named. */
  function inOrder(features) {
    const later = ({ properties }) =>
      Number(properties.layer === 'places') + Number(properties.use === 'mentioned');
    return features
      .map((feature) => ({ feature, later: later(feature), start: start(feature) }))
      .sort((a, b) => a.later - b.later || a.start - b.start)
      .map(({ feature }) => feature);
  }

  /** @param {object} document The whole-map GeoJSON. */
  Dateline.story = function (document) {
    const { features } = document;
    const byId = new Map(features.map((feature) => [feature.id, feature]));
    const [west, , east] = document.bbox || [-180, -90, 180, 90];
    // RFC 7946 5.2: west > east means that the story lies across the antimeridian.
    const crosses = west > east;
    const used = new Set(
      features.flatMap(({ properties }) => [
        properties.place_id,
        ...(properties.stops || []).map((stop) => stop.place_id),
      ]),
    );
    const reading = inOrder(features);
    return {
      document,
      features,
      /** What a map shows at first. */
      shown: features.filter(({ properties }) => properties.use !== 'mentioned'),
      byId,
      reading,
      latLng: ([lon, lat]) => L.latLng(lat, crosses && lon < west ? lon + 360 : lon),
      /** Whether something is told of a feature, beyond that it was filed there or is an area named. */
      told: ({ id, properties }) =>
        used.has(id) ||
        !(properties.use === 'mentioned' || properties.role === 'dateline' || Dateline.isArea(properties)),
      /** What else is at a feature's place; a journey has too many places for the question. */
      neighbours(feature) {
        if (feature.properties.layer === 'journeys' || !site(feature)) return [];
        const point = String(feature.geometry?.coordinates);
        const here = (other) =>
          other !== feature &&
          other.properties.layer !== 'journeys' &&
          (site(other) === site(feature) || String(other.geometry?.coordinates) === point);
        return features.filter(here).slice(0, NEIGHBOURS);
      },
    };
  };
})();
