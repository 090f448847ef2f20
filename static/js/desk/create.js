/** A new map: paste a report or drop a file, look at what was found, go on to the editor. */

import { useState } from '../../vendor/htm/preact.js';
import { call } from './api.js';
import { Failure, Text, announce, go, html } from './ui.js';

const KINDS = {
  txt: 'text/plain',
  html: 'text/html',
  htm: 'text/html',
  eml: 'message/rfc822',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

export const kindOf = (name) => KINDS[name.split('.').pop().toLowerCase()] || 'text/plain';

/** Reads text or a file; nothing is kept. */
export async function readReport(source, facts = {}, path = '/read') {
  const given = Object.entries(facts).filter(([, value]) => value);
  const query = given.length ? `?${new URLSearchParams(given)}` : '';
  const file = source instanceof File;
  const type = file ? kindOf(source.name) : /^\s*<(?:!doctype|html|[a-z]+[\s>])/i.test(source) ? 'text/html' : 'text/plain';
  return (await call('POST', `${path}${query}`, { body: source, type: file || type === 'text/html' ? type : 'text/plain;charset=utf-8' })).data;
}

function Found({ read, onBack }) {
  const [report, set] = useState(read.draft.report);
  const [error, fail] = useState(null);
  const [busy, work] = useState(false);
  const change = (name) => (value) => set({ ...report, [name]: value });
  const make = async (event) => {
    event.preventDefault();
    work(true);
    try {
      // What "on Monday" means follows from the date: a date that was corrected is read again.
      const other = report.published !== read.draft.report.published;
      const draft = other ? (await readReport(report.text, { published: report.published, title: report.title })).draft : read.draft;
      const { data } = await call('POST', '/maps', { body: { ...draft, report: { ...draft.report, ...report } } });
      go(`/desk/maps/${data.id}`);
    } catch (problem) {
      fail(problem);
      work(false);
    }
  };
  return html`<form onSubmit=${make} class="desk-narrow">
    <h2>${read.draft.places.length} places and ${read.draft.events.length} events were read</h2>
    ${read.notes.map((note) => html`<p class="desk-note">${note}</p>`)}
    <${Failure} error=${error} />
    <${Text} label="Title" required value=${report.title} onChange=${change('title')} maxlength="300" />
    <${Text} label="Published" hint="A date, such as 2024-05-07: “on Monday” and the like are counted from it" value=${report.published} onChange=${change('published')} />
    <${Text} label="Publisher" value=${report.publisher} onChange=${change('publisher')} maxlength="300" />
    <${Text} label="Language" hint="Found: ${read.found.language}" value=${report.language} onChange=${change('language')} required />
    <${Text} label="Address of the article" type="url" value=${report.url} onChange=${change('url')} />
    <p class="desk-buttons"><button class="is-main" disabled=${busy}>${busy ? 'Making the map …' : 'Make the map'}</button>
      <button type="button" onClick=${onBack}>Back</button></p>
  </form>`;
}

export function Create() {
  const [text, type] = useState('');
  const [read, found] = useState(null);
  const [busy, work] = useState(false);
  const [error, fail] = useState(null);
  const start = (source) => {
    work(true);
    fail(null);
    announce('Reading the report');
    readReport(source)
      .then(found, fail)
      .finally(() => work(false));
  };
  const empty = () => {
    const words = text.trim() || 'Write or paste the report here.';
    const title = words.split('\n')[0].slice(0, 120);
    call('POST', '/maps', { body: { report: { title, text: words }, places: [], events: [] } }).then(({ data }) => go(`/desk/maps/${data.id}`), fail);
  };
  const drop = (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) start(event.dataTransfer.files[0]);
  };
  return html`<div class="desk-page"><header class="desk-head"><h1>New map</h1></header>
    ${read
      ? html`<${Found} read=${read} onBack=${() => found(null)} />`
      : html`<form class="desk-narrow" onSubmit=${(event) => {
          event.preventDefault();
          start(text);
        }} onDragOver=${(event) => event.preventDefault()} onDrop=${drop}>
      <${Failure} error=${error} />
      <div class="desk-field"><label for="report">The report: paste its text, or drop a .txt, .html, .docx or .eml file</label>
        <textarea id="report" rows="16" value=${text} onInput=${(event) => type(event.target.value)} autofocus dir="auto"></textarea></div>
      <p><label class="desk-file">Or choose a file <input type="file" accept=".txt,.html,.htm,.docx,.eml" onChange=${(event) => event.target.files[0] && start(event.target.files[0])} /></label></p>
      <p class="desk-buttons"><button class="is-main" disabled=${busy || !text.trim()}>Read it</button>
        <button type="button" disabled=${busy} onClick=${empty}>Start without reading</button></p>
      ${busy && html`<p role="status"><progress></progress> Reading …</p>`}
    </form>`}</div>`;
}
