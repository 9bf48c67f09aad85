// The map under a fixed pin. Loaded after the page, so that the field is never kept waiting.
import * as L from 'leaflet';
import './picker.css';
import type { Pair, Street } from './streets';

export interface Picker { goTo(at: Pair): void }
export interface PickerOptions {
  root: HTMLElement; streets: Street[]; at: Pair | null; tiles: string; credit: string;
  moved: (at: Pair, accuracy: number) => void;
}
export type PickerStart = (options: PickerOptions) => Picker;

export const start: PickerStart = options => {
  const box = options.root.querySelector<HTMLElement>('[data-place-map]');
  if (!box) throw new Error('no map box');
  const touch = matchMedia('(pointer: coarse)').matches;
  const ground = document.createElement('div');
  box.prepend(ground);
  const map = L.map(ground, {
    // One finger scrolls the page; two move the map. A mouse drags.
    dragging: !touch, touchZoom: true, scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false,
    zoomControl: false, attributionControl: options.tiles !== '', keyboard: true, keyboardPanDelta: 40,
    minZoom: 13, maxZoom: 19, zoomSnap: 0.5, fadeAnimation: false,
    zoomAnimation: !matchMedia('(prefers-reduced-motion: reduce)').matches, inertia: false,
  });
  map.attributionControl?.setPrefix(false);
  drawStreets(map, options.streets);
  if (options.tiles !== '') L.tileLayer(options.tiles, { attribution: options.credit, maxZoom: 19 }).addTo(map);
  if (options.at) map.setView(options.at, 16.5, { animate: false });
  else map.fitBounds(L.latLngBounds(options.streets.flatMap(street => street.line)), { animate: false });
  listen(map, options);
  dress(box, ground, map, touch);
  return { goTo: at => map.setView(at, Math.max(map.getZoom(), 16.5), { animate: false }) };
};

function drawStreets(map: L.Map, streets: Street[]): void {
  const renderer = L.svg({ padding: 1 });
  const line = (street: Street, color: string, weight: number) =>
    L.polyline(street.line, { renderer, color, weight, lineCap: 'round', interactive: false }).addTo(map);
  const edges = streets.map(street => line(street, '#d6cbb4', 14));
  const roads = streets.map(street => line(street, '#fff', 10));
  const widen = () => {
    const scale = 2 ** (map.getZoom() - 16);
    const weight = Math.min(40, Math.max(5, 9 * scale));
    for (const road of roads) road.setStyle({ weight });
    for (const edge of edges) edge.setStyle({ weight: weight + 4 });
  };
  map.on('zoomend', widen);
  map.whenReady(widen);
  for (const street of streets) nameOf(map, street);
}

// The name lies on its longest piece, turned with it and never upside down.
function nameOf(map: L.Map, street: Street): void {
  const pieces = street.line.slice(1).map((to, i) => ({ from: street.line[i] ?? to, to }));
  const length = ({ from, to }: { from: Pair; to: Pair }) => Math.hypot(to[0] - from[0], (to[1] - from[1]) * 0.56);
  const [longest] = pieces.sort((a, b) => length(b) - length(a));
  if (!longest) return;
  const middle: Pair = [(longest.from[0] + longest.to[0]) / 2, (longest.from[1] + longest.to[1]) / 2];
  const words = document.createElement('span');
  words.className = 'streetname';
  words.textContent = street.name;
  L.marker(middle, { icon: L.divIcon({ html: words, className: '', iconSize: [0, 0] }), interactive: false, keyboard: false }).addTo(map);
  const turn = () => {
    const [a, b] = [map.project(longest.from, 18), map.project(longest.to, 18)];
    let angle = Math.atan2(b.y - a.y, b.x - a.x) * 180 / Math.PI;
    if (angle > 90) angle -= 180;
    if (angle <= -90) angle += 180;
    words.style.transform = `translate(-50%, -50%) rotate(${angle}deg)`;
    const room = Math.hypot(map.project(longest.from).x - map.project(longest.to).x, map.project(longest.from).y - map.project(longest.to).y);
    words.hidden = room < street.name.length * 5;
  };
  map.on('zoomend', turn);
  map.whenReady(turn);
}

// Only what a person does writes the place; the first view and "go there" do not.
function listen(map: L.Map, options: PickerOptions): void {
  let byHand = false;
  map.on('dragstart', () => { byHand = true; });
  map.getContainer().addEventListener('keydown', event => { if (event.key.startsWith('Arrow')) byHand = true; });
  map.getContainer().addEventListener('touchstart', event => { if (event.touches.length > 1) byHand = true; }, { passive: true });
  map.on('click', event => {
    byHand = true;
    map.panTo(event.latlng, { animate: false });
    if (map.getCenter().equals(event.latlng, 1e-5)) write();
  });
  map.on('moveend', () => { if (byHand) write(); });
  const write = () => {
    byHand = false;
    const centre = map.getCenter();
    const metresPerPixel = 156_543 * Math.cos(centre.lat * Math.PI / 180) / 2 ** map.getZoom();
    options.moved([centre.lat, centre.lng], Math.max(10, Math.round(20 * metresPerPixel)));
  };
}

function dress(box: HTMLElement, ground: HTMLElement, map: L.Map, touch: boolean): void {
  const part = (name: string) => box.querySelector<HTMLElement>(`[data-place-${name}]`);
  const cap = part('cap');
  if (cap) cap.textContent = cap.dataset[touch ? 'coarse' : 'fine'] ?? '';
  ground.setAttribute('role', 'application');
  ground.setAttribute('aria-label', cap?.dataset['label'] ?? '');
  part('sketch')?.classList.add('under');
  part('pin')?.removeAttribute('hidden');
  const zoom = part('zoom');
  zoom?.removeAttribute('hidden');
  zoom?.addEventListener('click', event => {
    const by = (event.target as Element).closest<HTMLElement>('[data-zoom]')?.dataset['zoom'];
    if (by) map.setZoom(map.getZoom() + Number(by));
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false, pan: false })).observe(box);
}
