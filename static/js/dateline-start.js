/**
 * Draws the map of a served page or embed, once every script of the page is there.
 *
 * What is drawn and where its data is, the element says; see `Dateline.attach`.
 */
document.addEventListener('DOMContentLoaded', () => {
  const map = L.map('map', { center: [20, 0], zoom: 2, attributionControl: false });
  window.map = map;
  Dateline.attach(map);
});
