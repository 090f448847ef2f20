/** What a map's own page has beyond the map: steps, time, an address that follows the reader. */
(function () {
  'use strict';

  const { Dateline } = window;

  /**
   * @param {L.Map} map
   * @param {object} story
   * @param {object} tools What `show` in dateline-map.js can do for it.
   * @param {{step: ?number, time: ?string, view: ?number[]}} asked By the address.
   */
  Dateline.reader = function (map, story, tools, asked) {
    const write = Dateline.address();
    const forgetView = Dateline.watchView(map, (view) => write({ view }));
    const reads = {
      ...tools,
      show(features, marked) {
        if (features.length) forgetView();
        tools.show(features, marked);
      },
    };
    const steps = Dateline.steps(tools.list, story, reads, {
      onStep(number) {
        time?.stop();
        write({ step: number, feature: null });
      },
    });
    const time = Dateline.time(story, reads, {
      onTime(start, events) {
        write({ time: start });
        steps.follow(events);
      },
    });

    map.on('dateline:choice', ({ feature }) => {
      if (feature) {
        write({ feature: feature.id, step: null });
        steps.tell(feature);
      } else {
        write({ feature: null });
        steps.leave();
      }
    });
    map.on('dateline:move', forgetView);
    map.on('dateline:layers', ({ on, usual }) =>
      write({ layers: on.join() === usual.join() ? null : on.join(',') }),
    );
    tools.list.addEventListener('click', (event) => {
      const chip = event.target.closest('[data-also]');
      if (chip) tools.choose(chip.dataset.also, chip);
    });
    const link = window.document.querySelector('[data-bar="link"]');
    if (link) Dateline.copyLink(link);

    if (asked.time) time?.choose(asked.time);
    if (asked.step) steps.choose(asked.step, { moving: !asked.view });
  };
})();
