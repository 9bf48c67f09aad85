import { fill, type News } from './announce';
import { inUse, watchUse } from './busy';
import { morph } from './morph';

/** The pieces of this page that follow along, and what waits in them. */
export class Regions {
  private newest: Document | null = null;
  private readonly bars = new Map<Element, HTMLButtonElement>();
  private readonly counted = new Set<string>();
  private readonly watched = new WeakSet<Element>();

  constructor(private readonly tell: (news: News[]) => void, private readonly counts: () => void) {
    this.watch();
  }

  /** How many rows wait behind bars. */
  get waiting(): number {
    return [...this.bars.values()].reduce((sum, bar) => sum + Number(bar.dataset['count'] ?? 0), 0);
  }

  /** Takes the server's newest page. Gives back how many rows are new. */
  take(page: Document): number {
    this.newest = page;
    let fresh = 0;
    for (const region of this.all()) fresh += this.sync(region).fresh;
    this.watch();
    this.counts();
    return fresh;
  }

  private all(): Element[] {
    // The outer one carries the inner ones with it.
    return [...document.querySelectorAll('[data-live-region]')].filter(region => !region.parentElement?.closest('[data-live-region]'));
  }

  private sync(region: Element, forced = false): { fresh: number; added: Element[] } {
    const next = this.newest?.querySelector(`[data-live-region="${CSS.escape(region.getAttribute('data-live-region') ?? '')}"]`);
    if (!next) return { fresh: 0, added: [] };
    const atEnd = this.atEnd(region);
    const list = region.hasAttribute('data-live-list');
    const still = list && !forced && (this.bars.has(region) || inUse(region));
    const outcome = morph(region, next, still);
    this.scrollEnds(atEnd);
    // What only changes its place is not new, nor is a heading.
    const rows = outcome.held.flatMap(rowsOf).filter(row => row.hasAttribute('data-row') && !region.querySelector(`[data-row][data-key="${CSS.escape(row.getAttribute('data-key') ?? '')}"]`));
    if (list) this.bar(region, rows.length);
    const shown = [...outcome.added, ...rows].filter(row => this.isNew(row));
    this.tell([...shown, ...outcome.changed].flatMap(row => this.newsOf(row, region)));
    return { fresh: shown.flatMap(rowsOf).filter(row => row.hasAttribute('data-row')).length, added: outcome.added };
  }

  // A row that was counted while it waited is not new again when it is shown.
  private isNew(row: Element): boolean {
    const key = row.getAttribute('data-key');
    if (key === null) return true;
    if (this.counted.has(key)) return false;
    this.counted.add(key);
    return true;
  }

  private newsOf(row: Element, region: Element): News[] {
    const spoken = [row, ...row.querySelectorAll('[data-announce]')].map(element => element.getAttribute('data-announce')).filter(text => text);
    return spoken.map(text => ({ text: text ?? '', at: row.getAttribute('data-at') ?? '', many: region.getAttribute('data-announce-many') ?? '{0}. {1}' }));
  }

  private bar(region: Element, count: number): void {
    const bar = this.bars.get(region) ?? this.newBar(region);
    if (count === 0) {
      bar.remove();
      this.bars.delete(region);
      return;
    }
    bar.dataset['count'] = String(count);
    bar.textContent = count === 1 ? region.getAttribute('data-bar-one') : fill(region.getAttribute('data-bar-many') ?? '', String(count));
    if (bar.isConnected) return;
    this.bars.set(region, bar);
    // The bar takes room above the list; the page follows, so that nothing moves under a finger.
    const before = region.getBoundingClientRect().top;
    region.before(bar);
    scrollBy({ top: region.getBoundingClientRect().top - before, behavior: 'instant' });
  }

  private newBar(region: Element): HTMLButtonElement {
    const bar = document.createElement('button');
    bar.type = 'button';
    bar.className = 'newbar d-noprint';
    bar.dataset['liveBar'] = '';
    bar.addEventListener('click', () => this.show(region));
    return bar;
  }

  private show(region: Element): void {
    const pressed = this.bars.get(region) === document.activeElement;
    this.bars.get(region)?.remove();
    this.bars.delete(region);
    const { added } = this.sync(region, true);
    // The button that was pressed is gone: its place is the first of what it showed.
    const first = added.map(row => row.querySelector<HTMLElement>('a, button')).find(link => link !== null);
    if (pressed) first?.focus({ preventScroll: true });
    this.counts();
  }

  private calm(region: Element): void {
    if (this.newest && !this.bars.has(region) && !inUse(region)) this.sync(region);
  }

  private watch(): void {
    for (const region of document.querySelectorAll('[data-live-list]')) {
      if (this.watched.has(region)) continue;
      this.watched.add(region);
      watchUse(region, () => this.calm(region));
    }
  }

  // Talk on a phone is read at its end: stay there, but only for one who is there.
  private atEnd(region: Element): Element[] {
    const talks = [region, ...region.querySelectorAll('[data-live-end]')].filter(talk => talk.hasAttribute('data-live-end'));
    return talks.map(talk => talk.parentElement ?? talk).filter(box => box.scrollHeight - box.scrollTop - box.clientHeight < 40);
  }

  private scrollEnds(boxes: Element[]): void {
    for (const box of boxes) box.scrollTop = box.scrollHeight;
  }
}

// A whole group that is new counts by its rows.
function rowsOf(element: Element): Element[] {
  const inner = [...element.querySelectorAll('[data-row]')];
  return inner.length > 0 ? inner : [element];
}
