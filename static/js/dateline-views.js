/** Which view shows the story, a step of it or one feature, in the size that the map has. */
(function () {
  'use strict';

  const { Dateline } = window;
  /** A point is shown with at least this much around it: across, in kilometres. */
  const AROUND_KM = 120;
  const MAX_ZOOM = 12;
  /** Leaving place of filing and bare areas out of the view has to bring the events nearer by this many levels. */
  const WORTH = 1;

  /**
   * @param {L.Map} map
   * @param {object} story
   * @param {object} drawing
   * @returns {{whole: function, story: function, feature: function, step: function}} Each finds a
   *   view ({center, zoom}): `whole` of all that is shown at first, `story` of that without what
   *   would push its events away, `feature` of one (with pixels that are taken along the bottom),
   *   `step` of several, never wider than that of the story.
   */
  Dateline.views = function (map, story, drawing) {
    const whole = () => Dateline.viewOf(map, drawing, story.shown);
    let known = null;

    function storyView() {
      const all = whole();
      const events = Dateline.viewOf(map, drawing, story.features.filter(story.told));
      const view = events && events.zoom - all.zoom > WORTH ? events : all;
      known = { size: map.getSize(), view };
      return view;
    }

    /** The story's view as it was found last in this size. */
    const own = () => (known?.size.equals(map.getSize()) ? known.view : storyView());

    /** With what is around a point; what the story tells of is shown no wider than the story. */
    function around(feature, below) {
      const reach = feature.properties.uncertainty_km || 0;
      const km = Math.max(AROUND_KM, reach * (Dateline.isArea(feature.properties) ? 2.2 : 6));
      const least = (story.told(feature) && own()?.zoom) || 0;
      return Dateline.viewAround(map, drawing, feature, { km, least, most: MAX_ZOOM, below });
    }

    function featureView(feature, below) {
      if (!drawing.journeys.some((one) => one.feature === feature)) return around(feature, below);
      const stops = feature.properties.stops.map(({ place_id: id }) => story.byId.get(id));
      return Dateline.viewOf(map, drawing, [feature, ...stops.filter(Boolean)], { most: MAX_ZOOM, below });
    }

    function stepView(features) {
      const [first, ...others] = drawing.spots(features);
      if (others.every((at) => at.equals(first))) return featureView(features[0], 0);
      const view = Dateline.viewOf(map, drawing, features, { most: MAX_ZOOM });
      return view.zoom < own().zoom && features.some(story.told) ? own() : view;
    }

    return { whole, story: storyView, feature: featureView, step: stepView };
  };
})();
