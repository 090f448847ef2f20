/** Loads scripts of `static/js` into a page that has a window and nothing to draw on. */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const STATIC = new URL('../../static/', import.meta.url);
const manifest = JSON.parse(read('js/manifest.json'));

function read(name) {
  return readFileSync(new URL(name, STATIC), 'utf8');
}

/** What the scripts ask of a point of Leaflet's. */
export class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }

  add({ x, y }) {
    return new Point(this.x + x, this.y + y);
  }

  subtract({ x, y }) {
    return new Point(this.x - x, this.y - y);
  }

  multiplyBy(by) {
    return new Point(this.x * by, this.y * by);
  }

  distanceTo({ x, y }) {
    return Math.hypot(this.x - x, this.y - y);
  }
}

/**
 * @param {string[]} names Scripts and tables, as manifest.json names them.
 * @param {string[]} languages What the reader prefers.
 * @returns {object} What the scripts put into `Dateline`.
 */
export function load(names, languages = ['en-GB']) {
  const window = {
    matchMedia: () => ({ matches: false }),
    Dateline: {},
  };
  const page = vm.createContext({
    window,
    document: { documentElement: { lang: 'en', dataset: {} } },
    navigator: { languages },
    L: { latLng: (lat, lng) => ({ lat, lng }) },
  });
  for (const name of names) {
    const variable = manifest.globals[name];
    if (variable) window[variable] = JSON.parse(read(name));
    else vm.runInContext(read(name), page, { filename: name });
  }
  return window.Dateline;
}

export const WORDS = ['data/words.en.json', 'js/dateline-kinds.js', 'js/dateline-text.js'];
