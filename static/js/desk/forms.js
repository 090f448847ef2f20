/** The form of what is chosen; problems stand at their fields, as the service's validator has them. */

import { useEffect, useState } from '../../vendor/htm/preact.js';
import { call } from './api.js';
import { Choice, Failure, Text, announce, html } from './ui.js';
import { nameOf, placeOf } from './work.js';

const { families } = JSON.parse(document.getElementById('desk').dataset.kinds);
const KINDS = families.map(({ word, kinds }) => ({ label: word, options: kinds }));
const ROLES = Object.fromEntries(families.flatMap(({ kinds, roles }) => kinds.map(([kind]) => [kind, roles])));
const STATUS = [['happened', 'Happened'], ['ongoing', 'Ongoing'], ['planned', 'Planned'], ['cancelled', 'Cancelled']];
const MODES = [['air', 'By air'], ['train', 'By train'], ['road', 'By road'], ['sea', 'By sea'], ['foot', 'On foot']];
const USES = [['event', 'An event'], ['scene', 'A scene'], ['dateline', 'Where it was filed'], ['mentioned', 'Only mentioned']];

export const iso = (when) => (typeof when === 'string' || !when ? when : when.start === when.end ? when.start : `${when.start ?? '..'}/${when.end ?? '..'}`);
const number = (text) => (text === null || text === '' ? null : Number(text));

function Evidence({ item, edit, problems }) {
  const set = (index, fields) => edit({ evidence: item.evidence.map((one, at) => (at === index ? { ...one, ...fields } : one)) });
  return html`<fieldset><legend>Words of the report</legend>
    ${item.evidence.length === 0 && html`<p class="desk-hint">Select words in the text, then “Cite”; or write them here.</p>`}
    ${item.evidence.map((one, index) => html`<div class="desk-quote" key=${one.id || index}>
      <blockquote dir="auto">${one.quote}</blockquote>
      <${Text} label="Said by" value=${one.attributed_to} onChange=${(attributed_to) => set(index, { attributed_to })} problem=${problems(`evidence[${index}]`)} />
      <button type="button" onClick=${() => edit({ evidence: item.evidence.filter((_, at) => at !== index) })} aria-label=${`Take out words ${index + 1}`}>Take out</button>
    </div>`)}
    <${Text} key=${`words${item.evidence.length}`} label="Add words of the report" value="" hint="As they stand there" onChange=${(quote) => quote && edit({ evidence: [...item.evidence, { quote, attributed_to: null, start: null }] })} />
    ${problems('evidence', true) && html`<p class="desk-problem">${problems('evidence', true)}</p>`}
  </fieldset>`;
}

function Shown({ item, edit }) {
  return html`<p><label><input type="checkbox" checked=${item.shown} onChange=${(event) => edit({ shown: event.target.checked })} /> Shown to readers</label></p>`;
}

/** Candidates with their reasons: a wrong place is right in two actions. */
function Candidates({ work, place, edit }) {
  const [found, set] = useState(null);
  const [error, fail] = useState(null);
  const [wanted, want] = useState('');
  const ask = (name) => {
    fail(null);
    call('POST', '/candidates', { body: { draft: work.draft, place: name, limit: 12 } }).then(({ data }) => set(data), fail);
  };
  useEffect(() => {
    set(null);
    ask(place.id);
  }, [place.id, place.name, place.country]);
  const take = (one) => {
    edit({ at: { lat: one.lat, lon: one.lon }, radius_km: one.uncertainty_km, country: one.country });
    announce(`${place.name}: now ${one.name}, ${one.admin1 || one.country || ''}`);
  };
  const search = (event) => {
    event.preventDefault();
    ask(wanted || place.id);
  };
  return html`<fieldset><legend>Where it is</legend>
    <${Failure} error=${error} />
    <form class="desk-search" onSubmit=${search}><label>Search the gazetteer <input type="search" value=${wanted} onInput=${(event) => want(event.target.value)} /></label><button>Search</button></form>
    <ul class="desk-candidates">${found?.candidates.map((one) => {
      const here = place.at && Math.abs(place.at.lat - one.lat) < 1e-4 && Math.abs(place.at.lon - one.lon) < 1e-4;
      return html`<li key=${`${one.source}:${one.source_id}`}><button type="button" aria-pressed=${here || (!place.at && one.chosen) ? 'true' : 'false'} onClick=${() => take(one)}>
        <strong>${one.name}</strong> ${[one.admin1, one.country].filter(Boolean).join(', ')}${one.population ? ` · ${one.population.toLocaleString()} people` : ''}
        <span class="desk-hint">${one.why.join('; ')}</span></button></li>`;
    })}</ul>
    ${found && !found.candidates.length && html`<p>${found.unresolved || 'Nothing by this name.'}</p>`}
  </fieldset>`;
}

function PlaceForm({ work, item, problems }) {
  const edit = (fields) => work.edit('place', item.id, fields);
  const at = (name) => (text) => edit({ at: text === null ? null : { lat: 0, lon: 0, ...item.at, [name]: Number(text) } });
  return html`
    <${Text} label="Label on the map" value=${item.label} hint="The name, if left empty" onChange=${(label) => edit({ label })} problem=${problems('label')} maxlength="300" />
    <${Candidates} work=${work} place=${item} edit=${edit} />
    <${Text} label="Name to look up" required value=${item.name} onChange=${(name) => name && edit({ name, at: null, radius_km: null })} problem=${problems('name')} maxlength="300" />
    <${Text} label="Country" value=${item.country} onChange=${(country) => edit({ country, at: null, radius_km: null })} problem=${problems('country')} hint="Name or code of two letters" />
    <div class="desk-pair">
      <${Text} label="Latitude" inputmode="decimal" value=${item.at?.lat} onChange=${at('lat')} problem=${problems('at.lat') || problems('at', true)} />
      <${Text} label="Longitude" inputmode="decimal" value=${item.at?.lon} onChange=${at('lon')} problem=${problems('at.lon')} />
      <${Text} label="Within, km" inputmode="decimal" value=${item.radius_km} onChange=${(text) => edit({ radius_km: number(text) })} problem=${problems('radius_km')} />
    </div>
    ${item.at && html`<p><button type="button" onClick=${() => edit({ at: null, radius_km: null })}>Leave it to the gazetteer</button></p>`}
    <${Choice} label="On the map for" value=${item.use} empty="What the report says" options=${USES} onChange=${(use) => edit({ use })} problem=${problems('use')} />
    <${Text} label="Note to readers" rows="2" value=${item.note} onChange=${(note) => edit({ note })} problem=${problems('note')} maxlength="1000" />
    <${Shown} item=${item} edit=${edit} />
    <${Evidence} item=${item} edit=${edit} problems=${problems} />`;
}

function People({ label, people, roles, onChange, problem }) {
  const set = (index, fields) => onChange(people.map((one, at) => (at === index ? { ...one, ...fields } : one)));
  return html`<fieldset><legend>${label}</legend>
    ${people.map((one, index) => html`<div class="desk-pair" key=${index}>
      <${Text} label="Name" required value=${one.name} onChange=${(name) => name && set(index, { name })} />
      <${Text} label="Title" value=${one.title} onChange=${(title) => set(index, { title })} />
      ${roles && html`<${Choice} label="Role" value=${one.role} empty="–" options=${roles.map((role) => [role, role])} onChange=${(role) => set(index, { role })} />`}
      <button type="button" aria-label=${`Take ${one.name} out`} onClick=${() => onChange(people.filter((_, at) => at !== index))}>×</button></div>`)}
    <button type="button" onClick=${() => onChange([...people, { name: 'Someone' }])}>Add somebody</button>
    ${problem && html`<p class="desk-problem">${problem}</p>`}
  </fieldset>`;
}

function PlaceChoice({ work, label, value, onChange, problem, empty }) {
  const known = placeOf(work.draft, value);
  const options = work.draft.places.map((one) => [one.id, nameOf('place', one)]);
  if (value && !known) options.unshift([value, value]);
  return html`<${Choice} label=${label} value=${known?.id ?? value} empty=${empty} options=${options} onChange=${onChange} problem=${problem} />`;
}

function Stops({ work, item, edit, problems }) {
  const set = (stops) => edit({ stops, legs: null });
  const move = (index, by) => {
    const stops = [...item.stops];
    stops.splice(index + by, 0, ...stops.splice(index, 1));
    set(stops);
  };
  return html`<fieldset><legend>Stops</legend><ol class="desk-stops">
    ${item.stops.map((stop, index) => html`<li key=${index}>
      <${PlaceChoice} work=${work} label=${`Stop ${index + 1}`} value=${stop.place} empty="Not said" onChange=${(place) => set(item.stops.map((one, at) => (at === index ? { ...one, place } : one)))} problem=${problems(`stops[${index}]`)} />
      <${Text} label="When" value=${iso(stop.when)} onChange=${(when) => set(item.stops.map((one, at) => (at === index ? { ...one, when } : one)))} />
      <span class="desk-row-buttons"><button type="button" disabled=${index === 0} onClick=${() => move(index, -1)} aria-label=${`Stop ${index + 1}: earlier`}>↑</button>
      <button type="button" disabled=${index === item.stops.length - 1} onClick=${() => move(index, 1)} aria-label=${`Stop ${index + 1}: later`}>↓</button>
      <button type="button" disabled=${item.stops.length < 3} onClick=${() => set(item.stops.filter((_, at) => at !== index))} aria-label=${`Stop ${index + 1}: take out`}>×</button></span></li>`)}
    </ol><button type="button" onClick=${() => set([...item.stops, { place: null }])}>Add a stop</button>
    ${problems('stops', true) && html`<p class="desk-problem">${problems('stops', true)}</p>`}</fieldset>`;
}

/** What another kind of event needs and what it cannot have. */
function asKind(item, kind) {
  const journey = kind === 'journey';
  if (journey === (item.kind === 'journey')) {
    const meets = kind === 'summit' || kind === 'meeting';
    const { host, outcome, ...rest } = item;
    return meets ? { ...rest, host: host ?? null, outcome: outcome ?? null, kind } : { ...rest, kind };
  }
  const { stops, travellers, mode, duration, approximate, legs, place, participants, host, outcome, ...rest } = item;
  if (journey) {
    const people = participants?.length ? participants : [{ name: 'Someone' }];
    return { ...rest, kind, travellers: people, stops: [{ place: null }, { place: place ?? null }] };
  }
  return { ...rest, kind, participants: travellers, place: stops?.findLast((stop) => stop.place)?.place ?? null };
}

function EventForm({ work, item, problems }) {
  const edit = (fields) => work.edit('event', item.id, fields);
  const journey = item.kind === 'journey';
  const meets = item.kind === 'summit' || item.kind === 'meeting';
  const turn = (kind) =>
    work.change((draft) => {
      const at = draft.events.findIndex((one) => one.id === item.id);
      draft.events[at] = { ...asKind(item, kind), review: item.review === 'added' ? 'added' : 'changed' };
    });
  const order = (by) =>
    work.change((draft) => {
      const at = draft.events.findIndex((one) => one.id === item.id);
      draft.events.splice(at + by, 0, ...draft.events.splice(at, 1));
    });
  const at = work.draft.events.findIndex((one) => one.id === item.id);
  const picture = (name) => (text) => {
    const next = { url: '', credit: '', alt: '', ...item.picture, [name]: text || '' };
    edit({ picture: next.url || next.credit || next.alt ? next : null });
  };
  const source = (name) => (text) => {
    const next = { name: '', url: null, ...item.source, [name]: text };
    edit({ source: next.name || next.url ? { ...next, name: next.name || '' } : null });
  };
  return html`
    <${Choice} label="Kind" value=${item.kind} options=${KINDS} onChange=${turn} problem=${problems('kind')} />
    <${Text} label="Title" value=${item.title} hint="Made of who and where, if left empty" onChange=${(title) => edit({ title })} problem=${problems('title')} maxlength="300" />
    <${People} label=${journey ? 'Who travels' : 'Who takes part'} people=${(journey ? item.travellers : item.participants) || []} roles=${journey ? null : ROLES[item.kind]}
      onChange=${(people) => edit(journey ? { travellers: people } : { participants: people })} problem=${problems(journey ? 'travellers' : 'participants')} />
    ${journey ? html`<${Stops} work=${work} item=${item} edit=${edit} problems=${problems} />
      <${Choice} label="How" value=${item.mode} empty="Not said" options=${MODES} onChange=${(mode) => edit({ mode })} problem=${problems('mode')} />
      <${Text} label="How long" value=${item.duration} hint="PT9H is nine hours" onChange=${(duration) => edit({ duration })} problem=${problems('duration')} />`
    : html`<${PlaceChoice} work=${work} label="Where" value=${item.place} empty="Not said" onChange=${(place) => edit({ place })} problem=${problems('place')} />`}
    ${meets && html`<${Text} label="Host" value=${item.host} onChange=${(host) => edit({ host })} problem=${problems('host')} /><${Text} label="Outcome" value=${item.outcome} onChange=${(outcome) => edit({ outcome })} problem=${problems('outcome')} />`}
    <${Text} label="When" value=${iso(item.when)} hint="2024, 2024-05, 2024-05-07 or 2024-05-07/2024-05-09" onChange=${(when) => edit({ when })} problem=${problems('when')} />
    <${Choice} label="Status" value=${item.status} options=${STATUS} onChange=${(status) => edit({ status })} problem=${problems('status')} />
    <${Evidence} item=${item} edit=${edit} problems=${problems} />
    <fieldset><legend>Beside the report</legend>
      <${Text} label="Your own words for this step" rows="3" value=${item.caption} onChange=${(caption) => edit({ caption })} problem=${problems('caption')} maxlength="1000" />
      <${Text} label="Note to readers" rows="2" value=${item.note} onChange=${(note) => edit({ note })} problem=${problems('note')} maxlength="1000" />
      <${Text} label="Picture: address" type="url" value=${item.picture?.url} onChange=${picture('url')} problem=${problems('picture.url')} hint="https:// …" />
      <${Text} label="Picture: credit" value=${item.picture?.credit} onChange=${picture('credit')} problem=${problems('picture.credit')} />
      <${Text} label="Picture: what it shows" value=${item.picture?.alt} onChange=${picture('alt')} problem=${problems('picture.alt')} />
      <${Text} label="Source, where the report does not say it" value=${item.source?.name} onChange=${source('name')} problem=${problems('source.name') || problems('source', true)} />
      <${Text} label="Source: address" type="url" value=${item.source?.url} onChange=${source('url')} problem=${problems('source.url')} />
    </fieldset>
    <p class="desk-row-buttons"><button type="button" disabled=${at === 0} onClick=${() => order(-1)}>Earlier in the story</button>
      <button type="button" disabled=${at === work.draft.events.length - 1} onClick=${() => order(1)}>Later in the story</button></p>
    <${Shown} item=${item} edit=${edit} />`;
}

function MapForm({ work }) {
  const { draft } = work;
  const report = (name) => (value) => work.change((next) => (next.report[name] = value));
  return html`<h2>The map</h2>
    <${Text} label="Title" required value=${draft.report.title} onChange=${(title) => title && report('title')(title)} maxlength="300" />
    <${Text} label="Published" value=${iso(draft.report.published)} onChange=${report('published')} />
    <${Text} label="Publisher" value=${draft.report.publisher} onChange=${report('publisher')} />
    <${Text} label="Address of the article" type="url" value=${draft.report.url} onChange=${report('url')} />
    <${Text} label="Licence" value=${draft.report.licence} onChange=${report('licence')} />
    <${Text} label="Credit" value=${draft.report.credit} onChange=${report('credit')} />
    <${Text} label="Note to readers" rows="3" value=${draft.note} onChange=${(note) => work.change((next) => (next.note = note))} maxlength="1000" />
    <${Choice} label="Colours" value=${draft.theme} empty="As the reader prefers" options=${[['light', 'Light'], ['dark', 'Dark']]} onChange=${(theme) => work.change((next) => (next.theme = theme))} />
    <${Text} label="Sites that may embed it" value=${draft.frame_ancestors} hint="https://news.example; all that the service allows, if left empty" onChange=${(sites) => work.change((next) => (next.frame_ancestors = sites))} />`;
}

export function Form({ work }) {
  const { chosen } = work;
  const item = chosen && work.item(chosen.type, chosen.id);
  if (!item) return html`<section class="desk-form" aria-label="Form"><${MapForm} work=${work} /></section>`;
  const at = work.draft[`${chosen.type}s`].indexOf(item);
  const own = `${chosen.type}s[${at}]`;
  const mine = work.laid.problems.filter((one) => one.item === item.id || one.field.startsWith(own));
  const problems = (name, exact = false) =>
    mine.find(({ field }) => {
      const rest = field.replace(/^(?:places|events)\[\d+\]\.?/, '');
      return exact ? rest === name : rest === name || rest.startsWith(`${name}.`) || rest.startsWith(`${name}[`);
    })?.message;
  const words = { machine: 'Read by machine', accepted: 'Accepted', changed: 'Changed', added: 'Added' };
  const gone = () => {
    const users = work.remove(chosen.type, item.id);
    announce(users.length ? `Needed by ${users.join(', ')}` : 'Taken out; Ctrl+Z brings it back');
  };
  return html`<section class="desk-form" aria-label="Form" key=${item.id}>
    <header><h2 tabindex="-1" id="desk-chosen">${nameOf(chosen.type, item)}</h2>
      <p><span class=${`desk-state is-${item.review || 'given'}`}>${words[item.review] || 'Not reviewed'}</span></p>
      <p class="desk-row-buttons">${(!item.review || item.review === 'machine') && html`<button type="button" class="is-main" onClick=${() => work.edit(chosen.type, item.id, { review: 'accepted' })}>Accept</button>`}
      <button type="button" onClick=${gone}>${chosen.type === 'place' ? 'Not a place' : 'Reject'}</button>
      <button type="button" onClick=${() => work.choose(null)}>The whole map</button></p>
      ${mine.filter((one) => !/\./.test(one.field)).map((one) => html`<p class="desk-problem">${one.message}</p>`)}
    </header>
    ${chosen.type === 'place' ? html`<${PlaceForm} work=${work} item=${item} problems=${problems} />` : html`<${EventForm} work=${work} item=${item} problems=${problems} />`}
  </section>`;
}
