/** The editor: text, map and form of one map, and the list of what is to be reviewed. */

import { useEffect, useMemo, useRef, useState } from '../../vendor/htm/preact.js';
import { may, signInAgain } from './api.js';
import { Canvas } from './canvas.js';
import { Form } from './forms.js';
import { Conflict, Differences, Doubts, History, Look, NewText, Publish } from './publish.js';
import { EMPTY_EVENT, EMPTY_PLACE, TextPane } from './text.js';
import { Dialog, Failure, announce, html } from './ui.js';
import { Work, nameOf } from './work.js';

const STATES = {
  loading: 'Loading …',
  saved: 'Saved',
  changed: 'Changed',
  saving: 'Saving …',
  kept: 'Not saved; kept in this browser',
};
const KEYS = [
  ['J / K', 'Next and previous item'],
  ['A', 'Accept'],
  ['X', 'Reject'],
  ['E', 'Edit: to the form'],
  ['/', 'Search the list'],
  ['Ctrl+Z, Ctrl+Shift+Z', 'Undo and redo'],
  ['?', 'This list'],
];
const PANES = [['list', 'List'], ['text', 'Text'], ['map', 'Map'], ['form', 'Form']];

const isTyping = (target) => target.closest('input, textarea, select, dialog') !== null;

function itemsOf(draft) {
  return [...draft.events.map((item) => ({ type: 'event', item })), ...draft.places.map((item) => ({ type: 'place', item }))];
}

const unseen = ({ item }) => !item.review || item.review === 'machine';

function List({ work, items, filter, onFilter, wanted, onWant }) {
  const waiting = itemsOf(work.draft).filter(unseen).length;
  const here = new Map(work.others.map((one) => [one.item, one.name]));
  return html`<nav class="desk-list" aria-label="Items">
    <div class="desk-filters"><label class="visually-hidden" for="desk-search">Search the list</label><input id="desk-search" type="search" placeholder="Search" value=${wanted} onInput=${(event) => onWant(event.target.value)} />
      <label><input type="checkbox" checked=${filter} onChange=${(event) => onFilter(event.target.checked)} /> ${waiting} to review</label></div>
    <ol>${items.map(({ type, item }) => html`<li key=${type + item.id}><button aria-current=${work.chosen?.type === type && work.chosen.id === item.id ? 'true' : null} onClick=${() => work.choose(type, item.id)}>
      <span class=${`desk-dot is-${item.review || 'given'}`}></span><span dir="auto">${nameOf(type, item)}</span>
      <span class="desk-hint">${type === 'place' ? 'place' : item.kind}${item.shown ? '' : ', hidden'}${here.has(item.id) ? `, ${here.get(item.id)} is here` : ''}${work.laid.problems.some((one) => one.item === item.id) ? ', problem' : ''}</span></button></li>`)}</ol>
    <p class="desk-row-buttons"><button onClick=${() => work.add('place', { ...EMPTY_PLACE, name: 'New place' }, 'new-place')}>Add a place</button>
      <button onClick=${() => work.add('event', { ...EMPTY_EVENT, kind: 'other', participants: [], place: null }, 'new-event')}>Add an event</button></p>
    <h2>Doubts</h2><${Doubts} work=${work} onChoose=${(one) => work.choose(one.type, one.id)} />
    ${work.laid.unresolved.length > 0 && html`<h2>Not placed</h2><ul>${work.laid.unresolved.map((one) => html`<li key=${one.id}><button onClick=${() => work.choose('place', one.id)}>${one.name}</button> <span class="desk-hint">${one.reason}</span></li>`)}</ul>`}
  </nav>`;
}

/** @returns {Work} Opened, and telling of each change. */
function useWork(id) {
  const work = useMemo(() => new Work(id), [id]);
  const [, tell] = useState(0);
  const [error, fail] = useState(null);
  useEffect(() => {
    const again = () => tell((count) => count + 1);
    work.addEventListener('change', again);
    work.open().catch(fail);
    // The copy in the browser is there already: leaving asks nothing and loses nothing.
    const hide = () => work.dirty && work.save();
    addEventListener('pagehide', hide);
    return () => {
      work.removeEventListener('change', again);
      removeEventListener('pagehide', hide);
      work.close();
    };
  }, [work]);
  return [work, error];
}

export function Editor({ id }) {
  const [work, failed] = useWork(id);
  const [open, show] = useState(null);
  const [pane, turn] = useState('text');
  const [filter, narrow] = useState(false);
  const [wanted, want] = useState('');
  const { draft } = work;
  const words = wanted.toLowerCase();
  const items = draft ? itemsOf(draft).filter((one) => (!filter || unseen(one)) && nameOf(one.type, one.item).toLowerCase().includes(words)) : [];
  const act = useRef();

  act.current = (event) => {
    if (!draft) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && (key === 'z' || key === 'y') && !event.target.closest('dialog')) {
      event.preventDefault();
      event.target.blur?.();
      if (key === 'y' || event.shiftKey) work.redo();
      else work.undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const at = items.findIndex(({ type, item }) => work.chosen?.type === type && work.chosen.id === item.id);
    const next = (by) => {
      const one = items[Math.min(Math.max(at + by, 0), items.length - 1)];
      if (one) {
        work.choose(one.type, one.item.id);
        announce(nameOf(one.type, one.item));
      }
    };
    const chosen = work.chosen && work.item(work.chosen.type, work.chosen.id);
    const keys = {
      j: () => next(1),
      k: () => next(at < 0 ? 0 : -1),
      a() {
        if (!chosen) return;
        const { type } = work.chosen;
        next(1);
        work.edit(type, chosen.id, { review: 'accepted' });
        announce(`${nameOf(type, chosen)}: accepted`);
      },
      x() {
        if (!chosen) return;
        const { type } = work.chosen;
        const users = work.remove(type, chosen.id);
        announce(users.length ? `Needed by ${users.join(', ')}` : `${nameOf(type, chosen)}: taken out`);
      },
      e() {
        turn('form');
        requestAnimationFrame(() => document.querySelector('.desk-form input, .desk-form select, .desk-form button')?.focus());
      },
      '/'() {
        turn('list');
        requestAnimationFrame(() => document.getElementById('desk-search').focus());
      },
      '?': () => show('keys'),
    };
    if (keys[key]) {
      event.preventDefault();
      keys[key]();
    }
  };
  useEffect(() => {
    const press = (event) => act.current(event);
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);

  if (failed) return html`<div class="desk-page"><${Failure} error=${failed} /></div>`;
  if (!draft) return html`<p class="desk-page" role="status">Loading …</p>`;
  const close = () => show(null);
  const look = (one) => {
    work.choose(one.type, one.id);
    close();
  };
  return html`<div class="desk-editor">
    <header class="desk-head"><h1 dir="auto">${draft.report.title}</h1>
      <p class="desk-row-buttons">
        <span role="status" class=${`desk-saving is-${work.state}`}>${STATES[work.state]}${work.laid.problems.length ? `, ${work.laid.problems.length} problems` : ''}</span>
        ${work.others.length > 0 && html`<span class="desk-others">Also here: ${[...new Set(work.others.map((one) => one.name))].join(', ')}</span>`}
        <button onClick=${() => work.undo()} disabled=${!work.past.length}>Undo</button><button onClick=${() => work.redo()} disabled=${!work.future.length}>Redo</button>
        <button onClick=${() => show('text')}>New text</button><button onClick=${() => show('differences')}>Differences</button>
        <button onClick=${() => show('history')}>History</button><button onClick=${() => show('look')}>Look</button>
        <button onClick=${() => show('keys')} aria-label="Keys">?</button>
        <button class="is-main" onClick=${() => show('publish')}>${may('maps:publish') ? 'Publish' : 'Share'} …</button></p>
      ${work.error?.status === 401 && html`<p class="desk-failure" role="alert">Your session has ended; your changes are kept in this browser. <button onClick=${signInAgain}>Sign in again</button></p>`}
      ${work.error && work.error.status !== 401 && work.error.status !== 412 && html`<${Failure} error=${work.error} />`}
    </header>
    <div class="desk-panes-choice" role="group" aria-label="Pane">${PANES.map(([name, word]) => html`<button aria-pressed=${pane === name ? 'true' : 'false'} onClick=${() => turn(name)}>${word}</button>`)}</div>
    <div class=${`desk-panes shows-${pane}`}>
      <${List} work=${work} items=${items} filter=${filter} onFilter=${narrow} wanted=${wanted} onWant=${want} />
      <${TextPane} work=${work} /><${Canvas} work=${work} /><${Form} work=${work} />
    </div>
    ${work.conflict && html`<${Conflict} work=${work} />`}
    ${open === 'publish' && html`<${Publish} work=${work} onClose=${close} onChoose=${look} />`}
    ${open === 'differences' && html`<${Differences} work=${work} onClose=${close} />`}
    ${open === 'history' && html`<${History} work=${work} onClose=${close} />`}
    ${open === 'look' && html`<${Look} work=${work} onClose=${close} />`}
    ${open === 'text' && html`<${NewText} work=${work} onClose=${close} />`}
    ${open === 'keys' && html`<${Dialog} title="Keys" onClose=${close}><dl class="desk-keys">${KEYS.map(([key, word]) => html`<dt><kbd>${key}</kbd></dt><dd>${word}</dd>`)}</dl><//>`}
  </div>`;
}
