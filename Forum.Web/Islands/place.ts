// Step 1 of a report. Field, position and map each write the same line "✓ …", which is what is sent.
import { fill } from './announce';
import { find, inside, nearest, type Pair, type Street } from './streets';
import type { Picker, PickerStart } from './picker';

function start(root: HTMLElement): void {
  const place = new Place(root);
  if (document.readyState === 'complete') void place.loadMap();
  else addEventListener('load', () => void place.loadMap());
}

class Place {
  private readonly streets: Street[];
  private readonly field: HTMLInputElement | null;
  private readonly note: HTMLElement | null;
  private picker: Picker | null = null;

  constructor(private readonly root: HTMLElement) {
    const data = root.querySelector('[data-place-data]')?.textContent ?? '{}';
    this.streets = (JSON.parse(data) as { streets?: Street[] }).streets ?? [];
    this.field = this.part<HTMLInputElement>('field');
    this.note = this.part('note');
    this.field?.addEventListener('change', () => this.typed());
    // While somebody types, not when they leave the field: what they press next must not move under them.
    this.field?.addEventListener('input', () => this.tell(''));
    const here = this.part<HTMLButtonElement>('here');
    if (here && 'geolocation' in navigator) {
      here.hidden = false;
      here.addEventListener('click', () => this.locate());
    }
  }

  /** The map comes last and may fail: then the sketch that stands there stays. */
  async loadMap(): Promise<void> {
    const cap = this.part('cap');
    try {
      await this.styles();
      const module = await import(this.root.dataset['picker'] ?? '') as { start: PickerStart };
      this.picker = module.start({
        root: this.root, streets: this.streets, at: this.point(),
        tiles: this.savesData() ? '' : this.root.dataset['tiles'] ?? '', credit: this.root.dataset['credit'] ?? '',
        moved: (at, accuracy) => this.pointed(at, accuracy, 'map'),
      });
    } catch {
      if (cap) cap.textContent = this.words('down');
    }
  }

  private typed(): void {
    const text = this.field?.value.trim() ?? '';
    const found = find(text, this.streets);
    if (!found) return this.write(null, null, text === '' ? '' : 'field', text);
    this.write(found.at, found.accuracy, 'field', this.say(found.street.name, found.number));
    this.picker?.goTo(found.at);
  }

  private locate(): void {
    this.tell(this.words('looking'));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const at: Pair = [coords.latitude, coords.longitude];
        if (coords.accuracy > 100) {
          this.tell(this.words('unsure'));
          if (inside(at, this.streets)) this.picker?.goTo(at);
          return;
        }
        this.pointed(at, Math.round(coords.accuracy), 'position');
        this.picker?.goTo(at);
      },
      () => this.tell(this.words('unsure')),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  }

  private pointed(at: Pair, accuracy: number, way: 'position' | 'map'): void {
    const hit = nearest(at, this.streets);
    this.tell(inside(at, this.streets) ? '' : this.words('outside'));
    if (this.field) this.field.value = hit ? [hit.street.name, hit.number].filter(part => part).join(' ') : '';
    this.write(at, accuracy, way, hit ? this.say(hit.street.name, hit.number) : this.words('point'));
  }

  private write(at: Pair | null, accuracy: number | null, way: string, words: string): void {
    this.set('lat', at ? at[0].toFixed(6) : '');
    this.set('lon', at ? at[1].toFixed(6) : '');
    this.set('accuracy', accuracy === null ? '' : String(accuracy));
    this.set('way', way);
    const line = this.part('words');
    if (line) line.textContent = words;
    const picked = this.part('picked');
    if (picked) picked.hidden = words === '';
  }

  private point(): Pair | null {
    const [lat, lon] = [this.part<HTMLInputElement>('lat')?.value, this.part<HTMLInputElement>('lon')?.value];
    return lat && lon ? [Number(lat), Number(lon)] : null;
  }

  private async styles(): Promise<void> {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = this.root.dataset['pickerCss'] ?? '';
    const loaded = new Promise((resolve, reject) => { link.onload = resolve; link.onerror = reject; });
    document.head.append(link);
    await loaded;
  }

  private savesData(): boolean {
    return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  }

  private say(street: string, number: string | null): string {
    return number === null ? street : fill(this.words('near'), street, number);
  }

  private tell(text: string): void {
    if (this.note) this.note.textContent = text;
  }

  private set(name: string, value: string): void {
    const input = this.part<HTMLInputElement>(name);
    if (input) input.value = value;
  }

  private words(name: string): string {
    return this.root.dataset[name] ?? '';
  }

  private part<T extends HTMLElement = HTMLElement>(name: string): T | null {
    return this.root.querySelector<T>(`[data-place-${name}]`);
  }
}

const root = document.querySelector<HTMLElement>('[data-place]');
if (root) start(root);
