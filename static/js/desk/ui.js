/** Parts that all screens share. */

import { html, useEffect, useRef, useState } from '../../vendor/htm/preact.js';
import { address } from './api.js';

export { html };

/** Goes to another screen without loading the page anew. */
export function go(path) {
  history.pushState(null, '', address(path));
  dispatchEvent(new PopStateEvent('popstate'));
}

export function Link({ to, children, ...more }) {
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  return html`<a href=${address(to)} onClick=${follow} ...${more}>${children}</a>`;
}

export function ago(stamp) {
  const minutes = Math.round((Date.now() - Date.parse(stamp)) / 60000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 60 * 24) return `${Math.round(minutes / 60)} h ago`;
  return new Date(stamp).toLocaleDateString(undefined, { dateStyle: 'medium' });
}

export function Failure({ error }) {
  if (!error) return null;
  return html`<div class="desk-failure" role="alert">
    <p>${error.message}</p>
    ${error.errors?.length > 1 && html`<ul>${error.errors.map((one) => html`<li>${one.field}: ${one.message}</li>`)}</ul>`}
  </div>`;
}

/** A modal dialog of the browser's own: it keeps the focus in and gives it back. */
export function Dialog({ title, onClose, children }) {
  const ref = useRef();
  useEffect(() => {
    ref.current.showModal();
    return () => ref.current?.close();
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog class="desk-dialog" ref=${ref} aria-label=${title} onCancel=${cancel}>
    <header><h2>${title}</h2><button type="button" class="desk-close" aria-label="Close" onClick=${onClose}>×</button></header>
    ${children}
  </dialog>`;
}

let count = 0;

/** A labelled control with what is wrong with it. */
export function Field({ label, problem, hint, children }) {
  const [id] = useState(() => {
    count += 1;
    return `f${count}`;
  });
  const told = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return html`<div class=${`desk-field${problem ? ' is-wrong' : ''}`}>
    <label for=${id}>${label}</label>
    ${children({ id, 'aria-invalid': problem ? 'true' : null, 'aria-describedby': told || null })}
    ${hint && html`<p class="desk-hint" id=${`${id}-hint`}>${hint}</p>`}
    ${problem && html`<p class="desk-problem" id=${`${id}-problem`}>${problem}</p>`}
  </div>`;
}

/** A text field whose value counts when it is left, so that half a word changes nothing. */
export function Text({ label, value, onChange, problem, hint, rows, ...more }) {
  const [typed, type] = useState(value ?? '');
  useEffect(() => type(value ?? ''), [value]);
  const given = {
    value: typed,
    onInput: (event) => type(event.target.value),
    onChange: (event) => {
      const text = event.target.value.trim();
      if (text !== (value ?? '')) onChange(text || null);
    },
    ...more,
  };
  return html`<${Field} label=${label} problem=${problem} hint=${hint}>${(attributes) =>
    rows ? html`<textarea rows=${rows} ...${attributes} ...${given} />` : html`<input ...${attributes} ...${given} />`}<//>`;
}

export function Choice({ label, value, options, onChange, problem, empty }) {
  return html`<${Field} label=${label} problem=${problem}>${(attributes) => html`<select ...${attributes} value=${value ?? ''}
      onChange=${(event) => onChange(event.target.value || null)}>
      ${empty !== undefined && html`<option value="">${empty}</option>`}
      ${options.map((one) =>
        one.options
          ? html`<optgroup label=${one.label}>${one.options.map(([key, word]) => html`<option value=${key} selected=${key === value}>${word}</option>`)}</optgroup>`
          : html`<option value=${one[0]} selected=${one[0] === value}>${one[1]}</option>`,
      )}
    </select>`}<//>`;
}

/** Says something to who listens and to who looks, for a while. */
export function announce(text) {
  const place = document.getElementById('desk-said');
  place.textContent = '';
  requestAnimationFrame(() => (place.textContent = text));
}
