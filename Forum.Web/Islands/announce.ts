// One polite voice for the whole page. The region is there, empty, from the start.

/** Says a sentence now: the answer to something the reader just did. */
export function say(text: string): void {
  const region = document.getElementById('announce');
  if (!region) return;
  region.textContent = '';
  // An empty region first, so that the same sentence twice is heard twice.
  setTimeout(() => { region.textContent = text; }, 50);
}

export interface News { text: string; at: string; many: string }

/** One sentence for what came since the last: the text itself, or "how many, and the oldest". */
export function bundle(news: readonly News[]): string {
  const [first] = [...news].sort((a, b) => a.at.localeCompare(b.at));
  if (!first) return '';
  return news.length === 1 ? first.text : fill(first.many, String(news.length), first.text);
}

export function fill(pattern: string, ...values: string[]): string {
  return pattern.replace(/\{(\d)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
}

/** Gathers news and speaks at most every five seconds. */
export class Announcer {
  private waiting: News[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = -Infinity;

  constructor(private readonly speak: (text: string) => void = say, private readonly gap = 5000) {}

  add(news: readonly News[]): void {
    this.waiting.push(...news);
    if (this.waiting.length === 0 || this.timer !== undefined) return;
    const wait = Math.max(200, this.last + this.gap - Date.now());
    this.timer = setTimeout(() => this.flush(), wait);
  }

  private flush(): void {
    this.timer = undefined;
    this.last = Date.now();
    this.speak(bundle(this.waiting));
    this.waiting = [];
  }
}
