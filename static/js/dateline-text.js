/**
 * Words, dates and numbers for the reader, and elements made from data.
 *
 * Report text is hostile until proven otherwise: it becomes text nodes and attributes here, never
 * markup. Nothing in these scripts assigns innerHTML.
 */
(function () {
  'use strict';

  window.Dateline = {};
  const { Dateline } = window;
  const words = window.DatelineWords;
  const { families, kinds } = window.DatelineKinds;

  const language = (tag) => tag.toLowerCase().split('-')[0];
  const pageLanguage = document.documentElement.lang || 'en';
  /** The variety of the page's language that is asked for, or the reader's own: en-GB for "en". */
  const wanted = [document.documentElement.dataset.language, ...(navigator.languages || [])];
  const locale =
    wanted.filter(Boolean).find((tag) => language(tag) === language(pageLanguage)) ||
    pageLanguage;

  /** Whether the reader asked for less motion. */
  const reduced = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

  /** One of the fixed phrases with its {0} filled in. */
  function phrase(name, value) {
    return words.phrases[name].replace('{0}', () => value);
  }

  /**
   * An element with attributes and children; strings become text nodes.
   * @param {string} tag
   * @param {Object<string, string|boolean|null|undefined>} [attributes] null, undefined and false
   *   leave the attribute out.
   * @param {...(Node|string|null|undefined)} children
   * @returns {HTMLElement}
   */
  function element(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) {
        node.setAttribute(name, value === true ? '' : value);
      }
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  const TIME =
    /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/;
  /** @type {Intl.DateTimeFormatOptions[]} */
  const PRECISIONS = [
    { year: 'numeric' },
    { year: 'numeric', month: 'long' },
    { year: 'numeric', month: 'long', day: 'numeric' },
    {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    },
  ];

  /**
   * One end of a time. The wall clock of the report is kept as it is by reading and writing it as
   * if it were UTC: a date must not move to the day before in the reader's time zone.
   */
  function moment(text) {
    const match = TIME.exec(text);
    if (!match) return null;
    const [, year, month, day, hour, minute, offset] = match;
    const date = new Date(0);
    date.setUTCFullYear(Number(year), Number(month || 1) - 1, Number(day || 1));
    date.setUTCHours(Number(hour || 0), Number(minute || 0));
    const precision = [month, day, hour].filter((part) => part !== undefined).length;
    const format = new Intl.DateTimeFormat(locale, { ...PRECISIONS[precision], timeZone: 'UTC' });
    return { date, precision, format, offset: zoneName(offset) };
  }

  function zoneName(offset) {
    if (!offset) return '';
    if (offset === 'Z') return ' UTC';
    const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(offset);
    const rest = minutes === '00' ? '' : `:${minutes}`;
    return ` UTC${sign === '-' ? '−' : '+'}${Number(hours)}${rest}`;
  }

  const written = (at) => at.format.format(at.date) + at.offset;

  /**
   * A time as the report knows it: "2019", "2019-04", "2019-04-24", an RFC 3339 date-time, or an
   * interval of these with ".." for an open end.
   * @param {?string} iso
   * @returns {string} Empty when there is no time.
   */
  function when(iso) {
    if (!iso) return '';
    const [first, last] = iso.split('/');
    const start = moment(first);
    if (last === undefined) return start ? written(start) : iso;
    const end = moment(last);
    if (start && end) {
      const alike = start.precision === end.precision && start.precision < 3;
      return alike
        ? start.format.formatRange(start.date, end.date)
        : `${written(start)} – ${written(end)}`;
    }
    if (start) return phrase('from', written(start));
    return end ? phrase('until', written(end)) : iso;
  }

  function unit(value, name, display, digits) {
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: display,
      maximumFractionDigits: digits,
    }).format(value);
  }

  /** A length in kilometres, no finer than it deserves. */
  function distance(km) {
    if (km >= 1000) return unit(Math.round(km / 10) * 10, 'kilometer', 'short', 0);
    return unit(km, 'kilometer', 'short', km < 10 ? 1 : 0);
  }

  /**
   * The mean speed of a leg or a journey, with what it is worth: along the shortest line the length
   * is a lower bound of the way travelled, so the speed is one too.
   */
  function speed({ speed_kmh: kmh, basis, duration_approximate: approximate }) {
    const text = unit(kmh, 'kilometer-per-hour', 'short', kmh < 10 ? 1 : 0);
    const name = basis === 'given' ? 'speed_given' : 'speed_at_least';
    return phrase(name, approximate ? phrase('about', text) : text);
  }

  /** A duration in seconds as days, hours and minutes. */
  function duration(seconds, approximate, display = 'long') {
    let minutes = Math.max(1, Math.round(seconds / 60));
    const parts = [];
    // Up to two days are written in hours.
    for (const [name, least, length] of /** @type {[string, number, number][]} */ ([
      ['day', 2880, 1440],
      ['hour', 60, 60],
      ['minute', 1, 1],
    ])) {
      if (minutes >= least) {
        parts.push(unit(Math.floor(minutes / length), name, display, 0));
        minutes %= length;
      }
    }
    const text = parts.join(' ');
    return approximate ? phrase('about', text) : text;
  }

  /** A country's name from its ISO 3166-1 alpha-2 code; the code itself when it is not one. */
  function country(code) {
    if (!/^[A-Z]{2}$/.test(code || '')) return code || '';
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code) || code;
  }

  /** A share of one as a percentage. */
  function percent(share) {
    return new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
  }

  /** A number as the language writes it. */
  function number(value) {
    return new Intl.NumberFormat(locale).format(value);
  }

  /** A list of names as the language joins them. */
  function names(list) {
    return new Intl.ListFormat(locale, { type: 'conjunction' }).format(list);
  }

  /** "3 killed"; of someone who is one alone, "killed". */
  function toll(what, people, count) {
    return people === 1 && !(count > 1) ? phrase(`${what}_alone`) : phrase(what, number(people));
  }

  /** One who takes part: "Chairman Kim Jong Un (KP)", "dockers (8 people, 3 killed)". */
  function person({ name, title, country: code, ...counts }) {
    const titled = title && !name.startsWith(title) ? `${title} ${name}` : name;
    const { number: count, killed, injured } = counts;
    const first = name.toLowerCase().split(' ')[0];
    const written = /\d/.test(name) || words.numerals.includes(first) || [killed, injured].includes(count);
    const more = [
      code,
      count && !written && phrase('people', number(count)),
      killed && toll('killed', killed, count),
      injured && toll('injured', injured, count),
    ].filter(Boolean);
    if (more.length && /^\d+$/.test(name)) return more.join(', ');
    return more.length ? `${titled} (${more.join(', ')})` : titled;
  }

  /**
   * Who takes part in what role, as pairs of a label and names; those without a role come first.
   * Documents from before there were details have names only.
   * @returns {Array<[string, string]>}
   */
  function cast(properties, label) {
    const roles = new Map([[label, []]]);
    for (const one of properties.participant_details || []) {
      const role = one.role ? one.role[0].toUpperCase() + one.role.slice(1).replaceAll('-', ' ') : label;
      roles.set(role, [...(roles.get(role) || []), person(one)]);
    }
    if (!properties.participant_details?.length) roles.set(label, properties.participants);
    return [...roles].map(([role, told]) => [role, names(told)]);
  }

  /** Reach in kilometres beyond which a country or region is no point that is merely uncertain. */
  const AREA_KM = 100;

  /**
   * Whether a place is an area so wide that its point only stands for it: a country, a state or
   * province, a district (GeoNames classes A and L), a continent.
   */
  function isArea({ feature_class: group, feature_code: code, uncertainty_km: km }) {
    const wide = group === 'L' || (group === 'A' && /^(PCL|ADM[12]$)/.test(code || ''));
    return wide && km > AREA_KM;
  }

  /** The family of an event; maps stored earlier do not say it. */
  function familyOf({ family, kind: name }) {
    return families[family] ? family : kinds[name]?.family || 'other';
  }

  /**
   * The switch that turns a feature on and off: its layer, of an event its family; places that are
   * only named have one of their own.
   */
  function switchOf(properties) {
    if (properties.use === 'mentioned') return 'mentioned';
    return properties.layer === 'events' ? familyOf(properties) : properties.layer;
  }

  /** Every switch, in the order in which a map lists them. */
  const SWITCHES = ['summits', 'journeys', ...Object.keys(families), 'places', 'mentioned'];

  /** What a switch is called. */
  const switchWord = (name) => families[name]?.word || words.layers[name];

  /** What a feature is, in a word or two: "Summit", "Filed here", "Area". */
  function kind(properties) {
    if (properties.use === 'mentioned') return words.kinds.mentioned;
    if (properties.role === 'dateline') return words.kinds.dateline;
    if (isArea(properties)) return words.kinds.area;
    return words.kinds[properties.kind] || kinds[properties.kind]?.word || kinds.other.word;
  }

  /** The status as a word; empty for a place. */
  function status(properties) {
    return words.statuses[properties.status] || '';
  }

  /** Kind and status together, for names of buttons: "Summit, planned". */
  function kindAndStatus(properties) {
    return [kind(properties), status(properties)].filter(Boolean).join(', ');
  }

  /** What kind of thing a place is: "island", "town". */
  function featureWord(properties) {
    return words.features[properties.feature_code] || words.features[properties.feature_class] || '';
  }

  /** Server-written dates and countries of the page, rewritten for the reader's locale. */
  function localise(root) {
    for (const node of root.querySelectorAll('time[data-when]')) {
      node.textContent = when(node.dataset.when);
    }
    for (const node of root.querySelectorAll('[data-country]')) {
      node.textContent = country(node.dataset.country);
    }
  }

  Object.assign(Dateline, {
    words,
    reduced,
    phrase,
    element,
    when,
    distance,
    speed,
    duration,
    country,
    percent,
    number,
    names,
    cast,
    isArea,
    SWITCHES,
    familyOf,
    switchOf,
    switchWord,
    kind,
    status,
    kindAndStatus,
    featureWord,
    localise,
  });
})();
