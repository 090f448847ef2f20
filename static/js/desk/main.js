/** The desk: which screen an address shows. */

import { render, useLayoutEffect, useState } from '../../vendor/htm/preact.js';
import { begin, may, session, signInAgain, signOut } from './api.js';
import { Create } from './create.js';
import { Editor } from './editor.js';
import { Maps } from './maps.js';
import { People } from './people.js';
import { Link, html } from './ui.js';

const place = document.getElementById('desk');

function screenOf() {
  const path = location.pathname.slice(place.dataset.root.length).replace(/\/$/, '');
  const map = /^\/desk\/maps\/([a-z0-9-]+)$/.exec(path);
  if (map) return { name: 'editor', id: map[1] };
  return { name: path === '/desk/new' ? 'new' : path === '/desk/people' ? 'people' : 'maps' };
}

function Desk() {
  const [screen, show] = useState(screenOf);
  // Before the first paint: a link clicked at once has to be followed.
  useLayoutEffect(() => {
    const follow = () => show(screenOf());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const current = (name) => (screen.name === name ? 'page' : null);
  return html`<header class="desk-bar">
      <nav aria-label="Desk"><span class="brand"><${Link} to="/desk">Dateline desk<//></span>
        <${Link} to="/desk" aria-current=${current('maps')}>Maps<//>
        ${may('maps:write') && html`<${Link} to="/desk/new" aria-current=${current('new')}>New<//>`}
        ${may('tokens:manage') && html`<${Link} to="/desk/people" aria-current=${current('people')}>People<//>`}
      </nav>
      <p>${session.name} <button onClick=${signOut}>Sign out</button></p>
    </header>
    <main id="main">
      ${screen.name === 'editor' && html`<${Editor} key=${screen.id} id=${screen.id} />`}
      ${screen.name === 'new' && html`<${Create} />`}
      ${screen.name === 'people' && html`<${People} />`}
      ${screen.name === 'maps' && html`<${Maps} />`}
    </main>`;
}

begin().then(
  () => {
    place.textContent = '';
    render(html`<${Desk} />`, place);
    place.dataset.ready = 'true';
  },
  (error) => {
    if (error.status === 401) signInAgain();
    else place.textContent = error.message;
  },
);
