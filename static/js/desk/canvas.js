/** The map, drawn as readers get it, with a marker to drag for the place that is chosen. */

import { useEffect, useRef, useState } from '../../vendor/htm/preact.js';
import { html } from './ui.js';

const basemap = JSON.parse(document.getElementById('desk').dataset.basemap);

/** Draws the document in a frame of its own, which takes the place of the one before once drawn. */
async function draw(host, story, old, onChoose) {
  const frame = document.createElement('div');
  frame.className = 'desk-canvas';
  host.append(frame);
  const map = L.map(frame, { center: [20, 0], zoom: 2, attributionControl: false });
  await Dateline.attach(map, { document: story, basemap });
  if (old) map.setView(old.getCenter(), old.getZoom(), { animate: false });
  map.on('dateline:choice', ({ feature }) => feature && onChoose(feature));
  old?.remove();
  old?.getContainer().remove();
  return map;
}

/** The place that is chosen, to be dragged, with its uncertainty as a circle. */
function handle(map, feature, onMove) {
  const [lon, lat] = feature.geometry.coordinates;
  const icon = L.divIcon({ className: 'desk-handle', iconSize: [30, 30] });
  const marker = L.marker([lat, lon], { icon, draggable: true, autoPan: true, zIndexOffset: 1000, alt: `${feature.properties.name}: drag to move` });
  const circle = L.circle([lat, lon], { radius: feature.properties.uncertainty_km * 1000, className: 'desk-reach', interactive: false });
  marker.on('drag', () => circle.setLatLng(marker.getLatLng()));
  marker.on('dragend', () => onMove(marker.getLatLng()));
  return L.layerGroup([circle, marker]).addTo(map);
}

export const round = (value) => Math.round(value * 1e5) / 1e5;

export function Canvas({ work }) {
  const host = useRef();
  const state = useRef({ map: null, layer: null, drawing: Promise.resolve() });
  const [ready, tell] = useState(0);
  const { laid, chosen } = work;
  const place = chosen?.type === 'place' ? work.item('place', chosen.id) : null;

  useEffect(() => {
    if (!laid.map) return;
    const own = state.current;
    // One after the other: the last one asked for is the one that stays.
    own.drawing = own.drawing.then(async () => {
      const choose = (feature) => {
        const id = feature.id.slice(laid.map.id.length + 1);
        work.choose(feature.properties.layer === 'places' ? 'place' : 'event', id);
      };
      own.map = await draw(host.current, laid.map, own.map, choose);
      window.deskMap = own.map;
      tell((count) => count + 1);
    });
  }, [laid.map]);

  useEffect(() => {
    const own = state.current;
    own.layer?.remove();
    own.layer = null;
    const feature = place && laid.map?.features.find((one) => one.id === `${laid.map.id}.${place.id}`);
    if (!own.map || !feature?.geometry) return;
    own.layer = handle(own.map, feature, ({ lat, lng }) => {
      const radius = place.radius_km ?? feature.properties.uncertainty_km;
      work.edit('place', place.id, { at: { lat: round(lat), lon: round(((lng + 540) % 360) - 180) }, radius_km: radius });
    });
    const at = [feature.geometry.coordinates[1], feature.geometry.coordinates[0]];
    if (!own.map.getBounds().contains(at)) own.map.panTo(at);
  }, [ready, chosen?.id]);

  const put = () => {
    const { map } = state.current;
    map.getContainer().classList.add('is-placing');
    map.once('click', ({ latlng }) => {
      map.getContainer().classList.remove('is-placing');
      work.edit('place', place.id, { at: { lat: round(latlng.lat), lon: round(((latlng.lng + 540) % 360) - 180) }, radius_km: place.radius_km ?? 1 });
    });
  };
  const here = () => {
    const { map } = state.current;
    const centre = map.getCenter();
    work.change((draft) => (draft.view = { lat: round(centre.lat), lon: round(((centre.lng + 540) % 360) - 180), zoom: map.getZoom() }));
  };
  return html`<section class="desk-map" aria-label="Map as readers see it">
    <div class="desk-tools" role="toolbar" aria-label="Map">
      ${place && html`<button onClick=${put}>Click on the map to place ${place.label || place.name}</button>`}
      <button onClick=${here}>Begin with this view</button>
      ${work.draft.view && html`<button onClick=${() => work.change((draft) => (draft.view = null))}>Begin with everything</button>`}
    </div>
    <div class="desk-canvas-host" ref=${host}></div>
  </section>`;
}
