/** Pages without a map: times and countries in the reader's locale. */
window.Dateline.localise(document);
