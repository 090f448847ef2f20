/** Publishing, previews, differences, history, and a new text of the report. */

import { useEffect, useState } from '../../vendor/htm/preact.js';
import { address, call, may } from './api.js';
import { readReport } from './create.js';
import { TakeDown } from './maps.js';
import { Dialog, Failure, ago, announce, html } from './ui.js';
import { nameOf, put } from './work.js';

/** Those that are not waived, also by what the service has not laid out yet. */
export const openDoubts = (work) =>
  work.laid.doubts.filter((one) => !one.waived && !work.item(one.type, one.id)?.waived.includes(one.code));

export function Doubts({ work, onChoose }) {
  const open = openDoubts(work);
  const waive = (one) => () => {
    const item = work.item(one.type, one.id);
    work.edit(one.type, one.id, { waived: [...item.waived, one.code] });
  };
  if (!open.length) return html`<p>No open doubts.</p>`;
  return html`<ul class="desk-doubts">${open.map((one) => html`<li key=${one.type + one.id + one.code}>
    <span>${one.message}</span> <span class="desk-row-buttons"><button onClick=${() => onChoose(one)} aria-label=${`Go to: ${one.message}`}>Go to</button><button onClick=${waive(one)} aria-label=${`Waive: ${one.message}`}>Waive</button></span></li>`)}</ul>`;
}

function Rows({ rows, from, to, take }) {
  if (!rows.length) return html`<p>Nothing differs.</p>`;
  const told = (item, fields) => (item ? (fields.length ? fields : ['status']).map((name) => html`<div><b>${name}</b>: ${JSON.stringify(item[name] ?? null)?.slice(0, 160)}</div>`) : '–');
  return html`<div class="desk-scroll" tabindex="0" role="region" aria-label="Differences"><table class="desk-table"><thead><tr><th scope="col">What</th><th scope="col">Change</th><th scope="col">${from}</th><th scope="col">${to}</th>${take && html`<th scope="col">Take</th>`}</tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.type + row.id}><th scope="row">${row.name || nameOf(row.type, row.to || row.from)}</th>
      <td>${row.change}${row.km ? ` ${row.km} km` : ''}</td><td>${told(row.from, row.fields)}</td><td>${told(row.to, row.fields)}</td>${take && html`<td>${take(row)}</td>`}</tr>`)}</tbody></table></div>`;
}

/** What somebody else has saved meanwhile beside what is here, item by item. */
export function Conflict({ work }) {
  const { rows } = work.conflict;
  const [ours, set] = useState(() => new Set(rows.map((row) => `${row.type} ${row.id}`)));
  const take = (row) => {
    const key = `${row.type} ${row.id}`;
    const change = (mine) => () => set((before) => {
      const next = new Set(before);
      if (mine) next.add(key);
      else next.delete(key);
      return next;
    });
    return html`<label><input type="radio" name=${key} checked=${!ours.has(key)} onChange=${change(false)} /> theirs</label> <label><input type="radio" name=${key} checked=${ours.has(key)} onChange=${change(true)} /> mine</label>`;
  };
  return html`<${Dialog} title="Somebody else has changed this map" onClose=${() => work.settle(ours)}>
    <p>Nothing is lost. Choose for each item whose version goes on.</p>
    <${Rows} rows=${rows} from="Theirs" to="Mine" take=${take} />
    <p class="desk-buttons"><button class="is-main" onClick=${() => work.settle(ours)}>Go on with these</button></p><//>`;
}

export function Differences({ work, onClose }) {
  const [from, choose] = useState('published');
  const [rows, set] = useState(null);
  const [error, fail] = useState(null);
  useEffect(() => {
    set(null);
    fail(null);
    work.save().then(() => call('GET', `/maps/${work.id}/differences?from=${from}`)).then(({ data }) => set(data.rows), fail);
  }, [from]);
  return html`<${Dialog} title="Differences" onClose=${onClose}>
    <p><label>Compare with <select value=${from} onChange=${(event) => choose(event.target.value)}><option value="published">what is published</option><option value="machine">the machine's reading</option></select></label></p>
    ${error ? html`<${Failure} error=${error} />` : rows ? html`<${Rows} rows=${rows} from=${from} to="Draft" />` : html`<p role="status">Comparing …</p>`}<//>`;
}

export function History({ work, onClose }) {
  const [entries, set] = useState([]);
  const [error, fail] = useState(null);
  useEffect(() => {
    call('GET', `/maps/${work.id}/history`).then(({ data }) => set(data.entries), fail);
  }, []);
  const restore = (number) => async () => {
    try {
      await work.save();
      await call('POST', `/maps/${work.id}/versions/${number}/restore`, { etag: work.etag });
      localStorage.removeItem(work.key);
      location.reload();
    } catch (problem) {
      fail(problem);
    }
  };
  return html`<${Dialog} title="History" onClose=${onClose}><${Failure} error=${error} /><ol class="desk-history">
    ${entries.map((one, index) => html`<li key=${index}><span>${one.action}${one.version ? `, version ${one.version}` : ''}: ${one.author}, ${ago(one.time)}</span>
      ${one.version && /made|changed|restored/.test(one.action) && html`<button onClick=${restore(one.version)} aria-label=${`Restore version ${one.version}`}>Restore</button>`}</li>`)}</ol><//>`;
}

const WIDTHS = [['Phone', 390], ['Tablet', 768], ['Desktop', 1280]];

/** The reader's page and the embed, as they will be. */
export function Look({ work, onClose }) {
  const [preview, set] = useState(null);
  const [error, fail] = useState(null);
  const [view, choose] = useState({ width: 390, what: 'page', theme: '' });
  useEffect(() => {
    work.save().then(() => call('POST', `/maps/${work.id}/previews`, { body: { hours: 2 } })).then(({ data }) => set(data), fail);
  }, []);
  const path = preview && new URL(preview[view.what]).pathname;
  return html`<${Dialog} title="Look" onClose=${onClose}><${Failure} error=${error} />
    <p class="desk-row-buttons">${WIDTHS.map(([word, width]) => html`<button aria-pressed=${view.width === width ? 'true' : 'false'} onClick=${() => choose({ ...view, width })}>${word}</button>`)}
      <button aria-pressed=${view.what === 'embed' ? 'true' : 'false'} onClick=${() => choose({ ...view, what: view.what === 'page' ? 'embed' : 'page' })}>Embed</button>
      ${view.what === 'embed' && html`<button aria-pressed=${view.theme === 'dark' ? 'true' : 'false'} onClick=${() => choose({ ...view, theme: view.theme ? '' : 'dark' })}>Dark</button>`}</p>
    ${path && html`<div class="desk-scroll" tabindex="0" role="region" aria-label="Preview"><iframe title="Preview of the map" key=${path + view.theme} src=${`${path}${view.theme ? `?theme=${view.theme}` : ''}`} width=${view.width} height=${view.what === 'embed' ? 480 : 720}></iframe></div>`}<//>`;
}

function Preview({ work }) {
  const [made, set] = useState(null);
  const [error, fail] = useState(null);
  const make = () => call('POST', `/maps/${work.id}/previews`, { body: { hours: 72 } }).then(({ data }) => set(data), fail);
  return html`<h3>Preview without signing in</h3><${Failure} error=${error} />
    <p><button onClick=${make}>Make a link for three days</button></p>
    ${made && html`<p><a href=${made.page} target="_blank" rel="noopener">${made.page}</a></p>
      <img class="desk-qr" alt="The address as a QR code" src=${`data:image/svg+xml,${encodeURIComponent(made.qr)}`} width="160" height="160" />`}`;
}

export function Publish({ work, onClose, onChoose }) {
  const [error, fail] = useState(null);
  const [done, set] = useState(null);
  const [down, takeDown] = useState(false);
  const open = openDoubts(work).length;
  const wrong = work.laid.problems.length;
  const page = `${location.origin}${address(`/maps/${work.id}`)}`;
  const code = `<iframe src="${page}/embed" title="Map" width="720" height="540" style="width:100%;height:auto;aspect-ratio:4/3;min-height:420px;border:0" loading="lazy" allow="fullscreen"></iframe>`;
  const publish = async () => {
    fail(null);
    try {
      await work.save();
      if (work.dirty) throw work.error || new Error('The draft is not saved yet.');
      const { data } = await call('POST', `/maps/${work.id}/publish?doubts=refuse`, { etag: work.etag });
      set(data);
      announce('Published');
    } catch (problem) {
      fail(problem);
    }
  };
  return html`<${Dialog} title="Publish" onClose=${onClose}><${Failure} error=${error} />
    ${wrong > 0 && html`<p class="desk-problem">${wrong} problems are to be settled first.</p>`}
    <h3>Doubts</h3><${Doubts} work=${work} onChoose=${onChoose} />
    ${may('maps:publish') ? html`<p class="desk-buttons"><button class="is-main" disabled=${open > 0 || wrong > 0} onClick=${publish}>Publish</button><button onClick=${() => takeDown(true)}>Take down</button></p>` : html`<p>An editor publishes.</p>`}
    ${done && html`<div class="desk-note" role="status"><p>Published: <a href=${page} target="_blank" rel="noopener">${page}</a></p></div>`}
    <h3>Embed</h3><label>Copy this into the article<textarea class="desk-code" rows="4" readonly onFocus=${(event) => event.target.select()}>${code}</textarea></label>
    <p><a href=${`${page}/card.png`}>Picture for social media</a></p>
    <${Preview} work=${work} />
    ${down && html`<${TakeDown} map=${{ id: work.id, title: work.draft.report.title }} onClose=${() => takeDown(false)} onDone=${() => takeDown(false)} />`}<//>`;
}

const STATES = { new: 'new in the text', gone: 'no longer in the text', updated: 'read anew', kept: 'kept', conflict: 'both changed it', lost: 'its words are gone', rejected: 'taken out before' };

/** A new text of the report: what you had stays, only what is new or gone is offered. */
export function NewText({ work, onClose }) {
  const [text, type] = useState(work.draft.report.text);
  const [merged, set] = useState(null);
  const [error, fail] = useState(null);
  const [busy, wait] = useState(false);
  const merge = async (event) => {
    event.preventDefault();
    wait(true);
    fail(null);
    try {
      set((await call('POST', '/merge', { body: { draft: work.draft, text } })).data);
    } catch (problem) {
      fail(problem);
    }
    wait(false);
  };
  const drop = async (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) type((await readReport(file)).draft.report.text);
  };
  const way = (row, item) => () => set((before) => {
    const draft = structuredClone(before.draft);
    put(draft, row.type, row.id, item && { ...item, id: row.id }, before.draft);
    return { ...before, draft, taken: { ...before.taken, [`${row.type} ${row.id}`]: item } };
  });
  const take = () => {
    work.change((draft) => Object.assign(draft, merged.draft));
    announce('The new text is in; corrections stayed');
    onClose();
  };
  const short = (item) => (item ? nameOf('title' in item ? 'event' : 'place', item) : '–');
  return html`<${Dialog} title="New text of the report" onClose=${onClose}><${Failure} error=${error} />
    ${merged ? html`<p>${merged.rows.length ? 'What changes; everything else stays as you had it.' : 'Nothing on the map changes.'}</p>
      <div class="desk-scroll" tabindex="0" role="region" aria-label="Changes"><table class="desk-table"><thead><tr><th scope="col">What</th><th scope="col">Yours</th><th scope="col">Machine</th><th scope="col">Do</th></tr></thead>
      <tbody>${merged.rows.map((row) => html`<tr key=${row.type + row.id}><th scope="row">${short(row.merged || row.editor || row.machine)}<br /><span class="desk-hint">${STATES[row.state]}${row.fields.length ? `: ${row.fields.join(', ')}` : ''}</span></th>
        <td>${short(row.editor)}</td><td>${short(row.machine)}</td>
        <td class="desk-row-buttons">${row.machine && html`<button onClick=${way(row, row.machine)}>Machine's</button>`}${row.editor && row.state !== 'lost' && html`<button onClick=${way(row, row.editor)}>Mine</button>`}<button onClick=${way(row, null)}>Neither</button></td></tr>`)}</tbody></table></div>
      <p class="desk-buttons"><button class="is-main" onClick=${take}>Take it over</button><button onClick=${() => set(null)}>Back</button></p>`
    : html`<form onSubmit=${merge} onDragOver=${(event) => event.preventDefault()} onDrop=${drop}><label>Paste the new text, or drop a file<textarea rows="16" class="desk-code" value=${text} onInput=${(event) => type(event.target.value)}></textarea></label>
      <p class="desk-buttons"><button class="is-main" disabled=${busy}>${busy ? 'Reading …' : 'Read and compare'}</button></p></form>`}<//>`;
}
