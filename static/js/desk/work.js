/**
 * The draft that is being edited: undo and redo, saving by itself, and a copy in this browser until
 * the service has acknowledged each change.
 */

import { call, Problem } from './api.js';

const LAYOUT_MS = 250;
const SAVE_MS = 1200;
const RETRY_MS = 5000;
const PRESENCE_MS = 10000;

const slug = (text) =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50);

export class Work extends EventTarget {
  constructor(id) {
    super();
    this.id = id;
    this.draft = null;
    this.etag = null;
    this.version = null;
    this.laid = { map: null, problems: [], unresolved: [], doubts: [] };
    this.state = 'loading';
    this.error = null;
    this.conflict = null;
    this.others = [];
    this.chosen = null;
    this.past = [];
    this.future = [];
    this.client = Math.random().toString(36).slice(2, 12);
    this.key = `dateline-desk:${id}`;
    this.timers = {};
  }

  tell() {
    this.dispatchEvent(new Event('change'));
  }

  async open() {
    const { data, etag } = await call('GET', `/maps/${this.id}/draft.json`);
    this.draft = data;
    this.etag = etag;
    this.saved = JSON.stringify(data);
    const kept = this.kept();
    if (kept && JSON.stringify(kept.draft) !== this.saved) {
      if (kept.etag === etag) this.draft = kept.draft;
      else await this.meet(kept.draft);
    }
    this.state = this.dirty ? 'changed' : 'saved';
    this.tell();
    this.layOut();
    if (this.dirty) this.later('save', SAVE_MS);
    this.beat();
  }

  close() {
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
    call('POST', `/maps/${this.id}/presence`, { body: { client: this.client, leave: true } }).catch(() => {});
  }

  get dirty() {
    return JSON.stringify(this.draft) !== this.saved;
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify({ draft: this.draft, etag: this.etag }));
    } catch {
      this.error = new Problem(0, { detail: 'This browser has no room to keep a copy of your changes.' });
    }
  }

  later(name, ms) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(() => (name === 'save' ? this.save() : this.layOut()), ms);
  }

  /** @param {(draft: object) => void} edit Changes a copy of the draft. */
  change(edit) {
    const next = structuredClone(this.draft);
    edit(next);
    this.past.push(this.draft);
    this.future = [];
    this.set(next);
  }

  set(draft) {
    this.draft = draft;
    this.state = 'changed';
    this.keep();
    this.later('layout', LAYOUT_MS);
    this.later('save', SAVE_MS);
    this.tell();
  }

  undo() {
    if (!this.past.length) return;
    this.future.push(this.draft);
    this.set(this.past.pop());
  }

  redo() {
    if (!this.future.length) return;
    this.past.push(this.draft);
    this.set(this.future.pop());
  }

  async layOut() {
    this.asked = (this.asked || 0) + 1;
    const { asked } = this;
    try {
      const { data } = await call('POST', '/layout', { body: this.draft });
      if (asked !== this.asked) return;
      this.laid = { ...data, map: data.map || this.laid.map };
      for (const { id, properties } of data.map?.features || []) titles.set(id.slice(data.map.id.length + 1), properties.name);
    } catch (error) {
      if (asked === this.asked) this.error = error;
    }
    this.tell();
  }

  async save() {
    if (this.saving || this.conflict || !this.dirty) return;
    this.saving = true;
    this.state = 'saving';
    this.tell();
    const sent = this.draft;
    try {
      const { data } = await call('PUT', `/maps/${this.id}/draft.json`, { body: sent, etag: this.etag });
      this.etag = data.etag;
      this.version = data.version;
      this.saved = JSON.stringify(sent);
      this.error = null;
      this.state = this.dirty ? 'changed' : 'saved';
      if (this.dirty) this.keep();
      else localStorage.removeItem(this.key);
    } catch (error) {
      await this.notSaved(error);
    }
    this.saving = false;
    if (this.state === 'changed') this.later('save', SAVE_MS);
    this.tell();
  }

  async notSaved(error) {
    this.error = error;
    this.state = 'kept';
    if (error.status === 412) await this.meet(this.draft);
    else if (error.status === 0 || error.status >= 429) this.later('save', RETRY_MS);
  }

  /** Somebody else was faster: what they have, what is here, and what differs. */
  async meet(mine) {
    const { data, etag } = await call('GET', `/maps/${this.id}/draft.json`);
    const { data: told } = await call('POST', '/differences', { body: { from: data, to: mine } });
    this.conflict = { theirs: data, mine, etag, rows: told.rows };
    this.tell();
  }

  /** @param {Set<string>} ours Which rows (`type id`) are to be as they are here. */
  settle(ours) {
    const { theirs, mine, etag, rows } = this.conflict;
    const merged = structuredClone(theirs);
    for (const row of rows) if (ours.has(`${row.type} ${row.id}`)) put(merged, row.type, row.id, row.to, mine);
    this.conflict = null;
    this.etag = etag;
    this.saved = JSON.stringify(theirs);
    this.past.push(this.draft);
    this.set(merged);
  }

  async beat() {
    try {
      const item = this.chosen?.id || null;
      const { data } = await call('POST', `/maps/${this.id}/presence`, { body: { client: this.client, item } });
      this.others = data.others;
      this.tell();
    } catch {
      // The next one says whether it is there again.
    }
    this.timers.beat = setTimeout(() => this.beat(), PRESENCE_MS);
  }

  choose(type, id) {
    this.chosen = id ? { type, id } : null;
    this.tell();
  }

  item(type, id) {
    return this.draft[`${type}s`].find((one) => one.id === id);
  }

  /** Changes an item; one that was read by the machine counts as changed then. */
  edit(type, id, fields) {
    this.change((draft) => {
      const one = draft[`${type}s`].find((other) => other.id === id);
      Object.assign(one, fields);
      if (!('review' in fields) && !('waived' in fields) && one.review !== 'added') one.review = 'changed';
    });
  }

  add(type, item, wanted) {
    const id = freeId(this.draft, slug(wanted) || type);
    this.change((draft) => draft[`${type}s`].push({ ...item, id, review: 'added' }));
    this.choose(type, id);
    return id;
  }

  /** @returns {string[]} Titles of the events that need the place; nothing is removed then. */
  remove(type, id) {
    const one = this.item(type, id);
    const users = type === 'place' ? this.draft.events.filter((event) => refers(event, one)) : [];
    if (!users.length) {
      this.change((draft) => (draft[`${type}s`] = draft[`${type}s`].filter((other) => other.id !== id)));
      this.choose(null);
    }
    return users.map((event) => event.title || event.id);
  }
}

export function freeId(draft, wanted) {
  const taken = new Set([...draft.places, ...draft.events].map((one) => one.id));
  const names = new Set(draft.places.map((one) => one.name.toLowerCase()));
  let id = wanted;
  for (let number = 2; taken.has(id) || names.has(id); number += 1) id = `${wanted}-${number}`;
  return id;
}

export function refers(event, place) {
  const named = [event.place, ...(event.stops || []).map((stop) => stop.place)].filter(Boolean);
  return named.some((name) => name === place.id || name.toLowerCase() === place.name.toLowerCase());
}

/** The place that an event means by an id or a name. */
export const placeOf = (draft, name) =>
  draft.places.find((one) => one.id === name) || draft.places.find((one) => one.name.toLowerCase() === name?.toLowerCase());

export function put(draft, type, id, item, source) {
  const list = draft[`${type}s`];
  const at = list.findIndex((one) => one.id === id);
  if (!item) draft[`${type}s`] = list.filter((one) => one.id !== id);
  else if (at >= 0) list[at] = item;
  else list.push(item);
  if (item && type === 'event' && source) {
    for (const place of source.places) if (refers(item, place) && !placeOf(draft, place.id)) draft.places.push(place);
  }
}

/** Titles that the service has made for events without one, by id. */
const titles = new Map();

/** What a person calls an item. */
export function nameOf(type, one) {
  if (type === 'place') return one.label || one.name;
  return one.title || titles.get(one.id) || one.id.replaceAll('-', ' ');
}
