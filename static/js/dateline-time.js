/** A slider through the moments of the story: what has not begun yet is not on the map. */
(function () {
  'use strict';

  const { Dateline } = window;
  const { phrase, reduced } = Dateline;
  /** How long each moment stands while the story plays. */
  const MOMENT_MS = 2200;

  /**
   * @param {object} story
   * @param {{show: function(object[], object[]): void, hide: function(function(object): boolean): void}}
   *   tools `show` moves the map to features and marks some, `hide` takes features off the map.
   * @param {{onTime: function(?string, object[]): void}} hooks told which moment is chosen, and the events
   *   of it that are to be shown.
   * @returns {?{choose: function(string): void, stop: function(): void}} null where the story has no
   *   moments.
   */
  Dateline.time = function (story, tools, { onTime }) {
    const box = window.document.querySelector('.bar-times');
    if (!box) return null;
    const slider = box.querySelector('input');
    const play = box.querySelector('[data-bar="play"]');
    const says = box.querySelector('.bar-when');
    const undated = says.querySelector('small');
    const starts = [...box.querySelectorAll('option')].map((one) => one.dataset.start);
    const last = starts.length;
    const length = Number(slider.dataset.length);
    let timer = 0;

    const startOf = ({ properties }) => (properties.when || '').split('/')[0].slice(0, length);

    function show(moving) {
      const number = Number(slider.value);
      const now = number ? starts[number - 1] : null;
      const text = now ? Dateline.when(now) : phrase('all_dates');
      slider.setAttribute('aria-valuetext', text);
      says.replaceChildren(text, ...(undated ? [undated] : []));
      // An event that is not dated, or by its end alone, is never "not yet".
      tools.hide((feature) => Boolean(now) && startOf(feature) > now);
      const events = story.features.filter(
        (feature) => now && feature.properties.layer !== 'places' && startOf(feature) === now,
      );
      tools.show(moving ? events : [], events);
      onTime(now, moving ? events : []);
    }

    function stop() {
      clearInterval(timer);
      timer = 0;
      play.setAttribute('aria-pressed', 'false');
    }

    function step() {
      slider.value = String(Number(slider.value) >= last ? 1 : Number(slider.value) + 1);
      show(true);
      if (timer && Number(slider.value) === last) stop();
    }

    if (reduced) {
      play.setAttribute('aria-label', phrase('next_moment'));
      play.removeAttribute('aria-pressed');
      play.addEventListener('click', step);
    } else {
      play.addEventListener('click', () => {
        if (timer) {
          stop();
          return;
        }
        play.setAttribute('aria-pressed', 'true');
        timer = setInterval(step, MOMENT_MS);
        step();
      });
    }
    slider.addEventListener('input', () => {
      if (timer) stop();
      show(true);
    });

    return {
      choose(start) {
        const number = starts.indexOf(start) + 1;
        if (!number) return;
        slider.value = String(number);
        show(false);
      },
      stop() {
        if (timer) stop();
      },
    };
  };
})();
