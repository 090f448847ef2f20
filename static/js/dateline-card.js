/**
 * The card of a feature: what, who, when, where, status, and the sentence that says so.
 *
 * It stands at its feature as a Leaflet popup, or along the bottom of a map too small for that.
 */
(function () {
  'use strict';

  const { Dateline } = window;
  const { element, words, phrase } = Dateline;
  /** Narrower or lower than this (pixels), the map has no room for a popup at the point. */
  const ROOM = { width: 560, height: 380 };
  /** Pixels that a symbol takes above a card along the bottom. */
  const PIN = 28;
  /** Pixels between a popup's card and its point. */
  const TIP = 34;

  function fact(label, value) {
    if (value === null || value === undefined || value === '') return [];
    const data = Array.isArray(value) ? value : [value];
    return [
      element('div', {}, element('dt', {}, label), element('dd', { dir: 'auto' }, ...data)),
    ];
  }

  function time(iso) {
    return iso ? element('time', { datetime: iso.includes('/') ? null : iso }, Dateline.when(iso)) : null;
  }

  const cast = (properties, label) =>
    Dateline.cast(properties, label).flatMap(([role, names]) => fact(role, names));

  function eventFacts(properties) {
    const { facts } = words;
    return [
      ...cast(properties, facts.who),
      ...fact(facts.when, time(properties.when) || properties.when_text),
      ...fact(facts.where, properties.place || phrase('not_said')),
      ...fact(facts.host, properties.host),
      ...fact(facts.outcome, properties.outcome),
    ];
  }

  /** How, how long, how far and how fast: of a leg or of a whole journey. */
  function way(leg) {
    return {
      how: words.modes[leg.mode],
      duration: leg.duration_s && Dateline.duration(leg.duration_s, leg.duration_approximate),
      length: leg.distance_km && Dateline.distance(leg.distance_km),
      speed: leg.speed_kmh && Dateline.speed(leg),
    };
  }

  function itinerary(properties) {
    const { stops, legs } = properties;
    // A journey of one leg has said all of it already.
    const onward = legs.length > 1 ? legs.map((leg) => Object.values(way(leg)).filter(Boolean).join(' · ')) : [];
    const rows = stops.map((stop, index) =>
      element(
        'li',
        {},
        element('span', { class: 'dl-stop', dir: 'auto' }, stop.place || phrase('not_said')),
        stop.inferred ? element('span', { class: 'dl-stop-when' }, phrase('inferred')) : null,
        stop.when ? element('span', { class: 'dl-stop-when' }, time(stop.when)) : null,
        onward[index] ? element('span', { class: 'dl-leg' }, onward[index]) : null,
      ),
    );
    return element('ol', { class: 'dl-itinerary' }, ...rows);
  }

  function journeyFacts(properties) {
    const { facts } = words;
    return [
      ...cast(properties, facts.travellers),
      ...fact(facts.when, time(properties.when) || properties.when_text),
      ...Object.entries(way(properties)).flatMap(([name, value]) => fact(facts[name], value || null)),
    ];
  }

  function placeFacts(properties) {
    const { facts } = words;
    const found = [properties.gazetteer_name, properties.admin1, Dateline.country(properties.country)];
    const what = Dateline.featureWord(properties);
    const others = properties.alternatives.slice(0, 3).map((other) => {
      const where = [other.name, other.admin1, Dateline.country(other.country)];
      return element('span', { class: 'dl-other', dir: 'auto' }, where.filter(Boolean).join(', '));
    });
    return [
      ...fact(facts.found, found.filter(Boolean).join(', ') + (what ? ` (${what})` : '')),
      ...fact(facts.source, `${properties.source} ${properties.source_id}`),
      ...(Dateline.isArea(properties)
        ? fact(facts.drawn, phrase('area_drawn'))
        : fact(facts.within, phrase('within_km', Dateline.distance(properties.uncertainty_km)))),
      ...fact(facts.confidence, Dateline.percent(properties.confidence)),
      ...fact(facts.dispute, properties.dispute),
      ...fact(phrase('chosen_over'), others.length ? others : null),
    ];
  }

  function factsOf(properties) {
    if (properties.layer === 'places') return placeFacts(properties);
    if (properties.layer === 'journeys') return journeyFacts(properties);
    return eventFacts(properties);
  }

  function quotes(properties, report) {
    return properties.evidence.map((evidence) =>
      element(
        'figure',
        { class: 'dl-evidence', dir: 'auto' },
        element('blockquote', { lang: report.language }, evidence.quote),
        element('figcaption', { dir: 'auto' }, evidence.attributed_to || report.publisher || phrase('report_says')),
      ),
    );
  }

  /** What the card says of one feature. */
  function content(feature, story, { onClose, onOpen }) {
    const { properties } = feature;
    const { language } = story.document.report;
    const title = element('h2', { id: 'dl-card-title', lang: language, dir: 'auto' }, properties.name);
    const close = element('button', { type: 'button', class: 'dl-close', 'aria-label': phrase('close') });
    close.addEventListener('click', onClose);
    const body = [element('dl', {}, ...factsOf(properties))];
    if (properties.layer === 'journeys') {
      body.push(itinerary(properties));
      if (properties.legs.some((leg) => leg.parts)) {
        const basis = [phrase(properties.basis), properties.inferred && phrase('inferred_stop')];
        body.push(element('p', { class: 'dl-basis' }, basis.filter(Boolean).join('; ')));
      }
    }
    const neighbours = story.neighbours(feature).map((other) => {
      const button = element(
        'button',
        { type: 'button' },
        Dateline.symbol(other.properties),
        element('span', { dir: 'auto' }, other.properties.name),
      );
      button.addEventListener('click', () => onOpen(other));
      return element('li', {}, button);
    });
    if (neighbours.length) {
      body.push(element('h3', {}, phrase('also_here')), element('ul', { class: 'dl-also' }, ...neighbours));
    }
    return element(
      'div',
      { class: 'dl-card', role: 'dialog', 'aria-labelledby': title.id, tabindex: '-1' },
      close,
      element(
        'p',
        { class: `dl-card-kind dl-${properties.status || 'place'}` },
        Dateline.symbol(properties),
        Dateline.kindAndStatus(properties),
      ),
      title,
      ...['caption', 'note'].map((name) => properties[name] && element('p', { class: 'dl-note', dir: 'auto' }, properties[name])),
      properties.editor_source && element('p', { class: 'dl-note', dir: 'auto' }, properties.editor_source.name),
      ...quotes(properties, story.document.report),
      ...body,
    );
  }

  /**
   * The one card of a map.
   * @param {L.Map} map
   * @param {object} story
   * @param {{onChange: function(?object): void}} hooks told which feature is shown, or null.
   */
  Dateline.cards = function (map, story, hooks) {
    const container = map.getContainer();
    /** @type {?{feature: object, card: HTMLElement, opener: ?HTMLElement, dock?: HTMLElement, popup?: L.Popup}} */
    let shown = null;

    function close(giveBack = true) {
      if (!shown) return;
      const { popup, dock, card, opener } = shown;
      const held = card.contains(document.activeElement);
      shown = null;
      if (popup) map.closePopup(popup);
      if (dock) dock.remove();
      hooks.onChange(null);
      if (!giveBack || !held) return;
      const back = opener?.isConnected ? opener : container;
      back.focus({ preventScroll: true });
    }

    /** How high a card may be: what room there is above its point, once the map is moved down. */
    function mostHigh(at, offset, top) {
      const above = Math.max(map.project(at).y, map.latLngToContainerPoint(at).y) + offset[1];
      return Math.max(160, Math.min(Math.round(map.getSize().y * 0.62), above - top - TIP));
    }

    function open(feature, { at, offset = [0, 0], opener, onOpen }) {
      close(false);
      const card = content(feature, story, { onClose: () => close(), onOpen });
      const size = map.getSize();
      shown = { feature, card, opener };
      if (!at || size.x < ROOM.width || size.y < ROOM.height) {
        shown.dock = element('div', { class: 'dl-dock' }, card);
        L.DomEvent.disableClickPropagation(shown.dock);
        L.DomEvent.disableScrollPropagation(shown.dock);
        container.append(shown.dock);
        if (at) {
          const { left, top, right } = Dateline.insets(map);
          const below = shown.dock.offsetHeight + PIN;
          map.panInside(at, { paddingTopLeft: [left, top], paddingBottomRight: [right, below], animate: !Dateline.reduced });
        }
      } else {
        const { left, top, right, bottom } = Dateline.insets(map);
        shown.popup = L.popup({
          closeButton: false,
          closeOnEscapeKey: false,
          className: 'dl-popup',
          minWidth: 260,
          maxWidth: 330,
          maxHeight: mostHigh(at, offset, top),
          offset: [offset[0], offset[1] - 6],
          autoPanPaddingTopLeft: [left, top],
          autoPanPaddingBottomRight: [right, bottom],
        })
          .setLatLng(at)
          .setContent(card);
        const { popup } = shown;
        popup.on('remove', () => {
          if (shown?.popup === popup) close();
        });
        popup.openOn(map);
      }
      hooks.onChange(feature);
      card.focus({ preventScroll: true });
    }

    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && shown) {
        event.stopPropagation();
        close();
      }
    });
    map.on('click', () => close());

    return { open, close, isOpen: () => shown !== null, isDocked: () => map.getSize().x < ROOM.width || map.getSize().y < ROOM.height };
  };
})();
