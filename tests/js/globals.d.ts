/** What the scripts find in the page: each other, the tables of words, and the libraries. */
declare const Supercluster: any;
declare const pmtiles: any;
declare const protomapsL: any;
declare const Pbf: any;
declare const Dateline: any;
interface Window {
  Dateline: any;
  DatelineWords: any;
  DatelineKinds: any;
  DatelineShapes: any;
  map: any;
}

// Listeners here are on the page's elements: what they hear comes from elements and keys.
interface EventTarget {
  closest(selectors: string): any;
}
interface Event {
  key: string;
}
