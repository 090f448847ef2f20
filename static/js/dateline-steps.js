/**
 * The story in steps beside the map: a step moves the map and marks what its passage speaks of, a
 * feature marks its passage and the words in it that say so.
 */
(function () {
  'use strict';

  const { Dateline } = window;
  const { element, phrase, reduced } = Dateline;
  /** Name of the highlight in the passages (CSS Custom Highlight API). */
  const SAID = 'dl-said';
  /** Characters of a passage that are spoken when its step is chosen. */
  const HEARD = 70;

  /** Evidence and passages count characters as the report's text does, not as UTF-16 does. */
  const units = (characters, count) => characters.slice(0, Math.max(0, count)).join('').length;

  function readSteps(root, story) {
    return [...root.querySelectorAll('.step')].map((node) => {
      const [start, end] = [Number(node.dataset.start), Number(node.dataset.end)];
      const speaksOf = ({ properties }) =>
        properties.role !== 'dateline' &&
        properties.evidence.some((said) => said.start < end && said.end > start);
      const ids = [...node.querySelectorAll('[data-feature], [data-also]')].map(
        ({ dataset }) => dataset.feature || dataset.also,
      );
      return {
        node,
        start,
        number: Number(node.dataset.step),
        button: node.querySelector('.step-button'),
        quote: node.querySelector('blockquote'),
        /** Told here for the first time. */
        own: new Set([...node.querySelectorAll('[data-feature]')].map(({ dataset }) => dataset.feature)),
        features: ids.map((id) => story.byId.get(id)).filter((one) => one && speaksOf(one)),
      };
    });
  }

  /** The words of a passage that support a feature, as ranges of its text. */
  function wordsOf(step, feature) {
    const text = step.quote.firstChild;
    const characters = [...text.data];
    return feature.properties.evidence
      .filter((said) => said.start < step.start + characters.length && said.end > step.start)
      .map((said) => {
        const range = new Range();
        range.setStart(text, units(characters, said.start - step.start));
        range.setEnd(text, units(characters, said.end - step.start));
        return range;
      });
  }

  /** As much of a passage as says which it is: the whole of it is there to be read. */
  function begins(text) {
    if (text.length <= HEARD) return text;
    return `${text.slice(0, HEARD + 1).replace(/\s+\S*$/, '').slice(0, HEARD)}…`;
  }

  function highlight(ranges) {
    // Firefox learnt this late; there the passage as a whole is marked.
    if (!window.CSS?.highlights) return;
    if (ranges.length) CSS.highlights.set(SAID, new Highlight(...ranges));
    else CSS.highlights.delete(SAID);
  }

  /**
   * @param {Element} root Holds the passages.
   * @param {object} story
   * @param {{show: function(object[], object[]): void}} tools `show` moves the map to features and
   *   marks others.
   * @param {{onStep: function(?number): void}} hooks told which step is chosen.
   * @returns {{choose: function, tell: function, follow: function, leave: function}} `choose` a step by
   *   its number, `tell` of a feature that was chosen, `follow` the moments, `leave` when none is.
   */
  Dateline.steps = function (root, story, tools, { onStep }) {
    const steps = readSteps(root, story);
    const bar = window.document.querySelector('.bar');
    /** @type {?HTMLElement} */
    const says = bar?.querySelector('.bar-step');
    const [back, on] = ['previous', 'next'].map((name) => bar?.querySelector(`[data-bar="${name}"]`));
    const count = Number(says?.dataset.count || steps.length);
    let current = null;

    function mark(step) {
      for (const one of steps) {
        one.node.classList.toggle('is-current', one === step);
        if (one === step) one.button.setAttribute('aria-current', 'step');
        else one.button.removeAttribute('aria-current');
      }
      current = step ? step.number : current;
      if (!bar) return;
      // A button that has focus keeps it at either end.
      back?.setAttribute('aria-disabled', String(!current || current <= 1));
      on?.setAttribute('aria-disabled', String(current !== null && current >= count));
      if (!step) return;
      const heard = element('span', { class: 'visually-hidden' }, `: ${begins(step.quote.textContent)}`);
      says.replaceChildren(
        phrase('step_of', Dateline.number(step.number)).replace('{1}', () => Dateline.number(count)),
        heard,
      );
    }

    function reveal(node) {
      const box = node.getBoundingClientRect();
      const top = parseFloat(getComputedStyle(window.document.documentElement).scrollPaddingTop) || 0;
      if (box.top >= top && box.bottom <= window.innerHeight) return;
      node.scrollIntoView({ block: 'start', behavior: reduced ? 'auto' : 'smooth' });
    }

    /** What a step leads to: what it tells first and the places in it; else all it speaks of. */
    function leadsTo(step) {
      const here = step.features.filter(
        ({ id, properties }) => step.own.has(id) || properties.layer === 'places',
      );
      return here.length ? here : step.features;
    }

    /** A step that is not on this page of a long list is on another, which the server finds. */
    function elsewhere(number) {
      const query = new URLSearchParams(window.location.search);
      query.delete('feature');
      query.delete('page');
      query.set('step', number);
      window.location.search = query.toString();
    }

    function choose(number, { moving = true, focus = false } = {}) {
      const step = steps.find((one) => one.number === number);
      if (!step) {
        if (number >= 1 && number <= count) elsewhere(number);
        return;
      }
      // First this: it closes an open card, and with it what that had marked.
      tools.show(moving ? leadsTo(step) : [], step.features);
      mark(step);
      highlight([]);
      reveal(step.node);
      if (focus) step.button.focus({ preventScroll: true });
      onStep(number);
    }

    function turn(by) {
      if (current === null) choose(by > 0 ? 1 : count);
      else if (current + by >= 1 && current + by <= count) choose(current + by);
    }

    /** Shows where the first of some features is told, while the map shows them. */
    function follow(features) {
      const ids = new Set(features.map(({ id }) => id));
      const step = steps.find((one) => [...one.own].some((id) => ids.has(id)));
      if (!step) return;
      mark(step);
      reveal(step.node);
    }

    /** Marks where a feature is told. */
    function tell(feature) {
      const step =
        steps.find((one) => one.own.has(feature.id)) ||
        steps.find((one) => one.features.includes(feature));
      const spoken = steps.filter((one) => one.features.includes(feature));
      mark(step);
      highlight(spoken.flatMap((one) => wordsOf(one, feature)));
      /** @type {NodeListOf<HTMLElement>} */
      const listed = root.querySelectorAll('[data-feature]');
      const own = [...listed].find(
        ({ dataset }) => dataset.feature === feature.id,
      );
      if (step) reveal(step.node);
      else if (own) reveal(own);
    }

    function leave() {
      mark(null);
      highlight([]);
    }

    root.addEventListener('click', (event) => {
      const link = event.target.closest('[data-go]');
      if (link) {
        // From the list of places the way leads to the passage, and so does the focus.
        choose(Number(link.dataset.go), { focus: link.classList.contains('go') });
        return;
      }
      const step = event.target.closest('.step');
      // The words of a passage are for selecting, too.
      const reading = !event.target.closest('.passage') || String(window.getSelection());
      if (step && !reading) choose(Number(step.dataset.step));
    });
    root.addEventListener('keydown', (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const button = event.target.closest('.step-button');
      if (!by || !button) return;
      event.preventDefault();
      const number = Number(button.dataset.go) + by;
      if (steps.some((one) => one.number === number)) choose(number, { focus: true });
    });
    back?.addEventListener('click', () => turn(-1));
    on?.addEventListener('click', () => turn(1));

    return { choose, tell, follow, leave };
  };
})();
