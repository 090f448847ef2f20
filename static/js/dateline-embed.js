/**
 * Tells the page around an embed how high it wants to be; docs/embed.md says how to listen.
 *
 * WordPress puts the embeds of sites that it does not know into sandbox="allow-scripts", appends
 * #?secret=... to their address and hears {message, value, secret}. There a link of ours opens only
 * if WordPress is asked to follow it.
 */
(function () {
  'use strict';

  // The first number written in a process takes 25 ms: better now, while the map's scripts arrive.
  new Intl.NumberFormat(document.documentElement.lang).format(0);

  /** What the map's page knows of the state of its embed. */
  const STATE = ['step', 'feature', 'layers', 'view'];
  const more = /** @type {HTMLAnchorElement} */ (document.querySelector('h1 a'));
  const page = new URL(more.href);
  for (const [name, value] of new URLSearchParams(window.location.search)) {
    if (STATE.includes(name)) page.searchParams.set(name, value);
  }
  page.search = page.search.replaceAll('%2C', ',');
  more.href = page.href;

  const outside = window.parent;
  if (outside === window) return;

  const secret = /^#\?secret=([A-Za-z0-9]+)$/.exec(window.location.hash)?.[1];
  const map = document.getElementById('map').dataset.map;
  /** Pixels of map to one pixel of width, and within what bounds. */
  const SHAPE = 0.68;
  const LEAST = 320;
  const MOST = 600;
  let width = 0;

  function tell() {
    width = document.documentElement.clientWidth;
    const caption = document.querySelector('h1').offsetHeight;
    const value = Math.round(Math.min(MOST, Math.max(LEAST, width * SHAPE)) + caption);
    outside.postMessage({ type: 'dateline:height', map, height: value }, '*');
    if (secret) outside.postMessage({ message: 'height', value, secret }, '*');
  }

  // The height follows the width alone, so that what the page does of it changes nothing here.
  window.addEventListener('resize', () => {
    if (document.documentElement.clientWidth !== width) tell();
  });
  // Whoever began to listen late may ask.
  window.addEventListener('message', (event) => {
    if (event.source === outside && event.data?.type === 'dateline:height?') tell();
  });
  window.addEventListener('load', tell);
  tell();

  if (!secret) return;
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || link.host !== window.location.host) return;
    event.preventDefault();
    outside.postMessage({ message: 'link', value: link.href, secret }, '*');
  });
})();
