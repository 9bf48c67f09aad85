// Keeps an open page up to date. Rendering has one truth, the server's HTML: an event only says that it is time to look.
import { Announcer, fill, say } from './announce';
import { Connection, Intake, type State } from './connection';
import { Regions } from './regions';

function follow(source: HTMLElement): void {
  const announcer = new Announcer();
  const title = new Title(source);
  const regions = new Regions(news => announcer.add(news), () => title.show(regions.waiting));
  const look = new Look(page => {
    title.base = page.title;
    title.seen(regions.take(page));
    title.show(regions.waiting);
    document.dispatchEvent(new Event('live:taken'));
  });
  document.addEventListener('visibilitychange', () => { title.show(regions.waiting); look.sight(); });
  if (source.dataset['liveTick']) return tick(Number(source.dataset['liveTick']), look);

  const intake = new Intake(source.dataset['liveCursor'] ?? '');
  const words = new ConnectionWords(source);
  const secret = location.pathname.split('/')[2] ?? '';
  const [method, subject] = source.dataset['liveForum'] ? ['watchForum', source.dataset['liveForum']] : ['watchCase', secret];
  new Connection(method, subject, intake, () => look.soon(), state => {
    if (state === 'connected') void look.idle().then(() => words.show(state));
    else words.show(state);
  }).start();
}

// Pages that no event reaches look now and then, while somebody sees them.
function tick(seconds: number, look: Look): void {
  setInterval(() => { if (document.visibilityState === 'visible') look.soon(); }, Math.max(1, seconds) * 1000);
}

/** Fetches this page again: soon, once for many events, and again if it did not work. */
class Look {
  private wanted = false;
  private running: Promise<void> | null = null;
  private unread = false;

  constructor(private readonly taken: (page: Document) => void) {}

  soon(): void {
    this.wanted = true;
    this.running ??= this.run().finally(() => {
      this.running = null;
      if (this.wanted) this.soon();
    });
  }

  /** What was taken out of sight counts as read only now that somebody sees it. */
  sight(): void {
    if (document.visibilityState !== 'visible' || !this.unread) return;
    this.unread = false;
    this.soon();
  }

  idle(): Promise<void> {
    return this.running ?? Promise.resolve();
  }

  private async run(): Promise<void> {
    for (let failures = 0; this.wanted;) {
      await new Promise(resolve => setTimeout(resolve, failures === 0 ? 50 : Math.min(30_000, 1000 * 2 ** failures)));
      this.wanted = false;
      const seen = document.visibilityState === 'visible';
      this.unread ||= !seen;
      try {
        const answer = await fetch(location.href, { headers: { 'X-Live': seen ? '1' : 'hidden' }, cache: 'no-store', signal: AbortSignal.timeout(15_000) });
        if (answer.redirected || [401, 403, 404].includes(answer.status)) return leave();
        if (!answer.ok) throw new Error(String(answer.status));
        this.taken(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        failures = 0;
      } catch {
        this.wanted = true;
        failures++;
      }
    }
  }
}

// This reader may not see the page any longer: the server says so in its own words, unless something typed would be lost.
function leave(): void {
  const typed = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea, input:not([type=hidden])')]
    .some(field => field.value !== field.defaultValue && !['radio', 'checkbox', 'submit'].includes(field.type));
  if (!typed) location.reload();
}

/** "2 nye. Overblik": what came while the page was out of sight, or waits behind a bar. */
class Title {
  base = document.title;
  private unseen = 0;

  constructor(private readonly source: HTMLElement) {}

  seen(fresh: number): void {
    if (document.visibilityState === 'hidden') this.unseen += fresh;
  }

  show(waiting: number): void {
    if (document.visibilityState === 'visible') this.unseen = 0;
    const count = Math.max(this.unseen, waiting);
    const pattern = this.source.dataset[count === 1 ? 'titleOne' : 'titleMany'] ?? '({0}) {1}';
    document.title = count === 0 ? this.base : fill(pattern, String(count), this.base);
  }
}

/** The connection in words: silent for three seconds, then said; after ten, what the reader still sees. */
class ConnectionWords {
  private timers: ReturnType<typeof setTimeout>[] = [];
  private last = new Date();
  private broken = false;
  private readonly label = document.querySelector<HTMLElement>('[data-live-state]');
  private readonly dot = document.querySelector<HTMLElement>('[data-live-dot]');
  private readonly band = document.querySelector<HTMLElement>('[data-live-lost]');

  constructor(private readonly source: HTMLElement) {}

  show(state: State): void {
    if (state === 'connecting') {
      if (this.timers.length > 0 || this.broken) return;
      this.last = new Date();
      this.timers = [setTimeout(() => this.word('connecting', true), 3000), setTimeout(() => this.lost(), 10_000)];
      return;
    }
    this.timers.forEach(clearTimeout);
    this.timers = [];
    this.word('connected', false);
    if (this.band) this.band.hidden = true;
    if (this.broken) say(this.source.dataset['back'] ?? '');
    this.broken = false;
  }

  private word(name: 'connected' | 'connecting', off: boolean): void {
    if (this.label) this.label.textContent = this.label.dataset[name] ?? '';
    this.dot?.classList.toggle('off', off);
  }

  private lost(): void {
    this.timers = [];
    this.broken = true;
    const text = this.band?.querySelector('[data-live-lost-text]');
    if (!this.band || !text) return;
    const time = this.last.toLocaleTimeString(document.documentElement.lang, { hour: 'numeric', minute: '2-digit' });
    text.textContent = fill(this.source.dataset['lost'] ?? '', time);
    this.band.hidden = false;
  }
}

const source = document.querySelector<HTMLElement>('[data-live-forum], [data-live-case], [data-live-tick]');
if (source) follow(source);
