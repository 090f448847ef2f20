/** The report's text with what was found in it; words that are selected become a new item. */

import { useMemo, useRef, useState } from '../../vendor/htm/preact.js';
import { html } from './ui.js';
import { nameOf } from './work.js';

const ASTRAL = /[\ud800-\udbff]/;

/** Offsets count characters; JavaScript counts halves of those beyond U+FFFF. */
export function offsets(text) {
  if (!ASTRAL.test(text)) return { toUnit: (at) => at, toCharacter: (at) => at };
  const starts = [];
  let unit = 0;
  for (const character of text) {
    starts.push(unit);
    unit += character.length;
  }
  starts.push(unit);
  return {
    toUnit: (at) => starts[Math.min(at, starts.length - 1)],
    toCharacter: (at) => Math.max(0, starts.findIndex((start) => start >= at)),
  };
}

const spaces = (words) => new RegExp(words.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+'));

function findQuote(text, quote, start) {
  if (start !== null && start !== undefined && text.startsWith(quote, start)) return [start, start + quote.length];
  const match = spaces(quote).exec(text);
  return match ? [match.index, match.index + match[0].length] : null;
}

function findName(text, name) {
  const found = [];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${spaces(name).source}(?![\\p{L}\\p{N}])`, 'giu');
  for (const match of text.matchAll(pattern)) found.push([match.index, match.index + match[0].length]);
  return found.slice(0, 200);
}

/** Every span that an item has in the text. */
function spansOf(draft) {
  const { text } = draft.report;
  const { toUnit } = offsets(text);
  const spans = [];
  for (const place of draft.places) {
    const given = place.mentions.map(({ start, end }) => [toUnit(start), toUnit(end)]);
    for (const [start, end] of given.length ? given : findName(text, place.name)) spans.push({ type: 'place', item: place, start, end });
  }
  for (const event of draft.events) {
    for (const quote of event.evidence) {
      const found = findQuote(text, quote.quote, quote.start === null ? null : toUnit(quote.start));
      if (found) spans.push({ type: 'event', item: event, start: found[0], end: found[1] });
    }
  }
  return spans;
}

/** The text cut where any span begins or ends. */
function segments(text, spans) {
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const opening = [...spans].sort((a, b) => a.start - b.start);
  const found = [];
  let next = 0;
  let open = [];
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const [start, end] = [cuts[index], cuts[index + 1]];
    open = open.filter((one) => one.end > start);
    for (; next < opening.length && opening[next].start <= start; next += 1) if (opening[next].end > start) open.push(opening[next]);
    found.push({ start, text: text.slice(start, end), place: open.find((one) => one.type === 'place'), events: open.filter((one) => one.type === 'event') });
  }
  return found;
}

function Segment({ one, chosen, choose }) {
  const mine = one.events.some(({ item }) => chosen?.type === 'event' && chosen.id === item.id);
  const classes = [one.events.length && 'is-told', mine && 'is-chosen'].filter(Boolean).join(' ');
  if (one.place) {
    const { item } = one.place;
    const current = chosen?.type === 'place' && chosen.id === item.id;
    return html`<button type="button" data-start=${one.start} class=${`desk-mark is-${item.review || 'given'} ${classes}${item.shown ? '' : ' is-hidden'}`}
      aria-current=${current ? 'true' : null} title=${`Place: ${nameOf('place', item)}`} onClick=${() => choose('place', item.id)}>${one.text}</button>`;
  }
  if (!one.events.length) return html`<span data-start=${one.start}>${one.text}</span>`;
  const { item } = one.events.find(({ item: event }) => event.id !== chosen?.id) || one.events[0];
  const chose = () => getSelection().isCollapsed && choose('event', item.id);
  return html`<span data-start=${one.start} class=${classes} title=${nameOf('event', item)} onClick=${chose}>${one.text}</span>`;
}

/** Where the selection begins and ends in the text, if it lies in it. */
function selected(root) {
  const selection = getSelection();
  if (selection.isCollapsed || !root.contains(selection.anchorNode) || !root.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const at = (node, offset) => {
    const own = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node.childNodes[offset] || node.lastChild).closest?.('[data-start]');
    return own ? Number(own.dataset.start) + (node.nodeType === Node.TEXT_NODE ? offset : 0) : null;
  };
  const [start, end] = [at(range.startContainer, range.startOffset), at(range.endContainer, range.endOffset)];
  return start === null || end === null || start >= end ? null : { start, end };
}

export function TextPane({ work }) {
  const root = useRef();
  const [chosen, select] = useState(null);
  const { draft } = work;
  const spans = useMemo(() => spansOf(draft), [draft.places, draft.events, draft.report.text]);
  const parts = useMemo(() => segments(draft.report.text, spans), [spans]);
  const current = work.chosen ? `${work.chosen.type} ${work.chosen.id}` : '';
  const words = useMemo(
    () => parts.map((one) => html`<${Segment} key=${one.start} one=${one} chosen=${work.chosen} choose=${(type, id) => work.choose(type, id)} />`),
    [parts, current],
  );
  const { text } = draft.report;
  const quote = () => {
    const { toCharacter } = offsets(text);
    return { quote: text.slice(chosen.start, chosen.end), start: toCharacter(chosen.start), attributed_to: null };
  };
  const done = () => {
    getSelection().removeAllRanges();
    select(null);
  };
  const addPlace = () => {
    const name = text.slice(chosen.start, chosen.end).trim().replace(/\s+/g, ' ');
    const { toCharacter } = offsets(text);
    const mention = { start: toCharacter(chosen.start), end: toCharacter(chosen.end), role: 'literal' };
    work.add('place', { ...EMPTY_PLACE, name, mentions: [mention] }, name);
    done();
  };
  const addEvent = (kind) => () => {
    const near = spans.filter((one) => one.type === 'place' && one.start < chosen.end && one.end > chosen.start).map((one) => one.item.id);
    const places = [...new Set(near)];
    const said = { ...EMPTY_EVENT, kind, evidence: [quote()] };
    const item =
      kind === 'journey'
        ? { ...said, travellers: [{ name: 'Someone' }], stops: [0, 1].map((index) => ({ place: places[index] ?? null })) }
        : { ...said, participants: kind === 'meeting' ? [{ name: 'Someone' }] : [], place: places[0] ?? null };
    work.add('event', item, `${kind} ${places[0] || ''}`);
    done();
  };
  const cite = () => {
    const one = work.item(work.chosen.type, work.chosen.id);
    work.edit(work.chosen.type, one.id, { evidence: [...one.evidence, quote()] });
    done();
  };
  const look = () => select(selected(root.current));
  return html`<section class="desk-text" aria-label="Text of the report">
    <div class="desk-tools" role="toolbar" aria-label="Selected words">
      ${chosen ? html`<button onClick=${addPlace}>Add place</button><button onClick=${addEvent('journey')}>Add journey</button>
        <button onClick=${addEvent('meeting')}>Add meeting</button><button onClick=${addEvent('other')}>Add event</button>
        ${work.chosen && html`<button onClick=${cite}>Cite for ${nameOf(work.chosen.type, work.item(work.chosen.type, work.chosen.id) || { id: '', name: '' })}</button>`}` : html`<span class="desk-hint">Select words to add a place or an event</span>`}
    </div>
    <div class="desk-words" ref=${root} dir="auto" lang=${draft.report.language} tabindex="0" role="document" aria-label="The report" onMouseUp=${look} onKeyUp=${look}>${words}</div>
  </section>`;
}

export const EMPTY_PLACE = {
  label: null, role: null, use: null, country: null, within: null, near: null, feature: null, at: null, radius_km: null,
  mentions: [], evidence: [], shown: true, note: null, waived: [],
};
export const EMPTY_EVENT = {
  title: null, when: null, status: 'happened', evidence: [], source: null, caption: null, picture: null, shown: true, note: null, waived: [],
};
