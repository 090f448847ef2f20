/** People and their tokens. */

import { useEffect, useState } from '../../vendor/htm/preact.js';
import { call, session } from './api.js';
import { Choice, Failure, Text, announce, html } from './ui.js';

const ROLES = [
  ['author', 'Author: writes drafts'],
  ['editor', 'Editor: publishes, takes down, deletes'],
  ['admin', 'Administrator: people and tokens, too'],
];

export function People() {
  const [tokens, set] = useState(null);
  const [error, fail] = useState(null);
  const [wanted, want] = useState({ name: '', role: 'author', days: '90' });
  const [made, show] = useState(null);
  const load = () => call('GET', '/tokens').then(({ data }) => set(data.tokens), fail);
  useEffect(() => {
    load();
  }, []);
  const make = async (event) => {
    event.preventDefault();
    fail(null);
    try {
      const days = Number.parseInt(wanted.days, 10) || null;
      show((await call('POST', '/tokens', { body: { ...wanted, days } })).data);
      await load();
    } catch (problem) {
      fail(problem);
    }
  };
  const revoke = (one) => () =>
    call('DELETE', `/tokens/${encodeURIComponent(one.name)}`).then(() => {
      announce(`${one.name}: revoked`);
      load();
    }, fail);
  return html`<div class="desk-page"><header class="desk-head"><h1>People</h1></header>
    <${Failure} error=${error} />
    <form class="desk-narrow" onSubmit=${make}>
      <${Text} label="Name" required value=${wanted.name} onChange=${(name) => want({ ...wanted, name: name || '' })} maxlength="64" hint="Letters, digits and . _ @ -" />
      <${Choice} label="Role" value=${wanted.role} options=${ROLES} onChange=${(role) => want({ ...wanted, role })} />
      <${Text} label="Days that it lasts" type="number" min="1" max="3650" value=${wanted.days} onChange=${(days) => want({ ...wanted, days: days || '' })} hint="Empty: until it is revoked" />
      <p class="desk-buttons"><button class="is-main">Make a token</button></p>
    </form>
    ${made && html`<div class="desk-note" role="status"><p>The token of ${made.name}, shown this once:</p><p><code class="desk-secret">${made.token}</code></p></div>`}
    ${tokens && html`<table class="desk-table"><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">State</th><th scope="col">Until</th><th scope="col">Do</th></tr></thead>
      <tbody>${tokens.map((one) => html`<tr key=${one.name + one.created}><th scope="row">${one.name}</th><td>${one.role || one.scopes.join(', ')}</td><td>${one.state}</td>
        <td>${one.expires ? one.expires.slice(0, 10) : 'revoked'}</td>
        <td>${one.state === 'active' && one.name !== session.name && html`<button onClick=${revoke(one)} aria-label=${`Revoke the token of ${one.name}`}>Revoke</button>`}</td></tr>`)}</tbody></table>`}
  </div>`;
}
