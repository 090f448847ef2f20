/** On paper the map has a size of its own and shows the whole story, clear of the edges. */
(function () {
  'use strict';

  const { Dateline } = window;

  /**
   * Fits the map to the printed page, and gives the reader's view back afterwards.
   *
   * Browsers tell of printing before they lay the page out for it: what they measure then is still
   * the window. The class therefore gives the map its size on paper while still on the screen.
   * @param {L.Map} map
   * @param {function(): void} fit Shows the whole story, at once.
   */
  Dateline.onPaper = function (map, fit) {
    let before = null;

    function size(printing) {
      window.document.documentElement.classList.toggle('dl-printing', printing);
      map.invalidateSize({ animate: false, pan: false });
    }

    function start() {
      if (before) return;
      before = { center: map.getCenter(), zoom: map.getZoom() };
      size(true);
      fit();
    }

    function end() {
      if (!before) return;
      const { center, zoom } = before;
      before = null;
      size(false);
      map.setView(center, zoom, { reset: true });
    }

    window.addEventListener('beforeprint', start);
    window.addEventListener('afterprint', end);
    // Some print without these events, and a preview of the page for paper has none either.
    window.matchMedia('print').addEventListener('change', ({ matches }) => (matches ? start() : end()));
  };
})();
