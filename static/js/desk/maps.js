/** Every map: search, duplicate, take down, delete and bring back. */

import { useEffect, useState } from '../../vendor/htm/preact.js';
import { address, call, may } from './api.js';
import { Dialog, Failure, Link, Text, ago, announce, go, html } from './ui.js';

const WORDS = {
  draft: 'Draft',
  published: 'Published',
  changed: 'Changed since publishing',
  'taken-down': 'Taken down',
  deleted: 'Deleted',
};

async function duplicate(one) {
  const { data } = await call('GET', `/maps/${one.id}/draft.json`);
  const copy = { ...data, id: null, report: { ...data.report, title: `Copy of ${data.report.title}`.slice(0, 300) } };
  return (await call('POST', '/maps', { body: copy })).data.id;
}

export function TakeDown({ map, onDone, onClose }) {
  const [why, set] = useState({ reason: '', url: '' });
  const [error, fail] = useState(null);
  const send = (event) => {
    event.preventDefault();
    call('POST', `/maps/${map.id}/unpublish`, { body: { reason: why.reason, url: why.url || null } }).then(onDone, fail);
  };
  return html`<${Dialog} title=${`Take down: ${map.title}`} onClose=${onClose}><form onSubmit=${send}>
    <p>Its page and every embed of it will say so at once, with your reason.</p>
    <${Failure} error=${error} />
    <${Text} label="Reason, for readers" rows="3" value=${why.reason} onChange=${(reason) => set({ ...why, reason: reason || '' })} maxlength="1000" />
    <${Text} label="Address of the article" type="url" value=${why.url} onChange=${(url) => set({ ...why, url: url || '' })} />
    <p class="desk-buttons"><button class="is-main">Take down</button><button type="button" onClick=${onClose}>Cancel</button></p>
  </form><//>`;
}

function Row({ one, onChange, onTakeDown, onError }) {
  const run = (work, said) => () =>
    work().then(() => {
      announce(said);
      onChange();
    }, onError);
  const live = one.state === 'published' || one.state === 'changed';
  const remove = run(() => call('DELETE', `/maps/${one.id}`), `${one.title}: deleted`);
  const back = run(() => call('POST', `/maps/${one.id}/versions/${one.version}/restore`), `${one.title}: brought back`);
  return html`<tr>
    <th scope="row">${one.state === 'deleted' ? one.title : html`<${Link} to=${`/desk/maps/${one.id}`} dir="auto">${one.title}<//>`}</th>
    <td><span class=${`desk-state is-${one.state}`}>${WORDS[one.state]}</span></td>
    <td>${ago(one.changed)}<br /><span class="desk-hint">${one.changed_by}</span></td>
    <td class="desk-row-buttons">
      ${live && html`<a href=${address(`/maps/${one.id}`)} target="_blank" rel="noopener">Page<span class="visually-hidden"> of ${one.title} (opens in a new tab)</span></a>`}
      ${may('maps:write') && one.state !== 'deleted' && html`<button onClick=${() => duplicate(one).then((id) => go(`/desk/maps/${id}`), onError)} aria-label=${`Duplicate ${one.title}`}>Duplicate</button>`}
      ${may('maps:publish') && live && html`<button onClick=${onTakeDown} aria-label=${`Take down ${one.title}`}>Take down</button>`}
      ${may('maps:delete') && one.state !== 'deleted' && html`<button onClick=${remove} aria-label=${`Delete ${one.title}`}>Delete</button>`}
      ${may('maps:write') && one.state === 'deleted' && html`<button onClick=${back} aria-label=${`Bring back ${one.title}`}>Bring back</button>`}
    </td>
  </tr>`;
}

export function Maps() {
  const [maps, set] = useState(null);
  const [error, fail] = useState(null);
  const [wanted, want] = useState('');
  const [state, filter] = useState('');
  const [down, takeDown] = useState(null);
  const load = () => call('GET', '/maps-overview').then(({ data }) => set(data.maps), fail);
  useEffect(() => {
    load();
  }, []);
  const words = wanted.toLowerCase();
  const shown = (maps || []).filter(
    (one) => `${one.title} ${one.id} ${one.changed_by}`.toLowerCase().includes(words) && (state ? one.state === state : one.state !== 'deleted'),
  );
  return html`<div class="desk-page">
    <header class="desk-head"><h1>Maps</h1>${may('maps:write') && html`<${Link} to="/desk/new" class="desk-button is-main">New map<//>`}</header>
    <${Failure} error=${error} />
    <div class="desk-filters">
      <label>Search <input type="search" value=${wanted} onInput=${(event) => want(event.target.value)} /></label>
      <label>State <select onChange=${(event) => filter(event.target.value)}><option value="">All but deleted</option>
        ${Object.entries(WORDS).map(([key, word]) => html`<option value=${key}>${word}</option>`)}</select></label>
    </div>
    ${maps === null ? html`<p role="status">Loading …</p>` : shown.length === 0 ? html`<p>No map here yet. <${Link} to="/desk/new">Paste a report<//> to make one.</p>` : html`<table class="desk-table">
      <thead><tr><th scope="col">Map</th><th scope="col">State</th><th scope="col">Changed</th><th scope="col">Do</th></tr></thead>
      <tbody>${shown.map((one) => html`<${Row} key=${one.id} one=${one} onChange=${load} onError=${fail} onTakeDown=${() => takeDown(one)} />`)}</tbody>
    </table>`}
    ${down && html`<${TakeDown} map=${down} onClose=${() => takeDown(null)} onDone=${() => {
      takeDown(null);
      load();
    }} />`}
  </div>`;
}
