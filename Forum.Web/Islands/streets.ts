// Places in words and words in places, from the forum's own table of streets.

export type Pair = [lat: number, lon: number];
export interface Street { name: string; also: string[]; line: Pair[]; numbers: { number: string; at: Pair }[] }
export interface Found { street: Street; number: string | null; at: Pair; accuracy: number }

const metresPerDegree = 111_320;

export function metres(a: Pair, b: Pair): number {
  return Math.hypot((a[0] - b[0]) * metresPerDegree, (a[1] - b[1]) * metresPerDegree * Math.cos(a[0] * Math.PI / 180));
}

/** "Lindegade 45" in the table, with the best point that it gives; null when the street is not there. */
export function find(text: string, streets: readonly Street[]): Found | null {
  const wanted = plain(text);
  const names = streets.flatMap(street => [street.name, ...street.also].map(name => ({ street, name: plain(name) })));
  const hit = names.filter(({ name }) => wanted === name || wanted.startsWith(`${name} `) || wanted.startsWith(`${name},`))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (!hit) return null;
  const number = /^\D{0,3}(\d+ ?[a-z]?)\b/.exec(wanted.slice(hit.name.length))?.[1]?.replace(' ', '').toUpperCase() ?? null;
  return { street: hit.street, number, ...pointOf(hit.street, number) };
}

/** The street that runs past this point, and the number nearest to it; null where none is near. */
export function nearest(point: Pair, streets: readonly Street[], within = 60): { street: Street; number: string | null } | null {
  const [best] = streets.map(street => ({ street, away: fromLine(point, street.line) })).sort((a, b) => a.away - b.away);
  if (!best || best.away > within) return null;
  const [number] = best.street.numbers.map(each => ({ number: each.number, away: metres(point, each.at) })).sort((a, b) => a.away - b.away);
  return { street: best.street, number: number && number.away <= within ? number.number : null };
}

/** Is the point in the area that the streets span, or close to it? */
export function inside(point: Pair, streets: readonly Street[], margin = 300): boolean {
  const all = streets.flatMap(street => street.line);
  if (all.length === 0) return true;
  const [lat, lon] = [margin / metresPerDegree, margin / metresPerDegree / Math.cos(point[0] * Math.PI / 180)];
  return point[0] >= Math.min(...all.map(p => p[0])) - lat && point[0] <= Math.max(...all.map(p => p[0])) + lat
    && point[1] >= Math.min(...all.map(p => p[1])) - lon && point[1] <= Math.max(...all.map(p => p[1])) + lon;
}

export function middle(line: readonly Pair[]): Pair {
  return line[Math.floor(line.length / 2)] ?? [0, 0];
}

function pointOf(street: Street, number: string | null): { at: Pair; accuracy: number } {
  const length = street.line.reduce((sum, point, i) => sum + (i === 0 ? 0 : metres(street.line[i - 1] ?? point, point)), 0);
  const exact = street.numbers.find(each => each.number.toUpperCase() === number);
  if (exact) return { at: exact.at, accuracy: 15 };
  const value = Number.parseInt(number ?? '', 10);
  const [near] = street.numbers.map(each => ({ at: each.at, away: Math.abs(Number.parseInt(each.number, 10) - value) }))
    .filter(each => each.away <= 20).sort((a, b) => a.away - b.away);
  if (near) return { at: near.at, accuracy: 60 };
  return { at: between(street.line), accuracy: Math.max(60, Math.round(length / 2)) };
}

// The middle of a street, for one that has only two ends as well.
function between(line: readonly Pair[]): Pair {
  const [from, to] = [line[Math.floor((line.length - 1) / 2)], line[Math.ceil((line.length - 1) / 2)]];
  return from && to ? [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] : [0, 0];
}

function fromLine(point: Pair, line: readonly Pair[]): number {
  let best = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    if (a && b) best = Math.min(best, fromSegment(point, a, b));
  }
  return best;
}

function fromSegment(p: Pair, a: Pair, b: Pair): number {
  const squeeze = Math.cos(p[0] * Math.PI / 180);
  const [dx, dy] = [(b[1] - a[1]) * squeeze, b[0] - a[0]];
  const along = ((p[1] - a[1]) * squeeze * dx + (p[0] - a[0]) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return metres(p, [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
}

function plain(text: string): string {
  return text.toLowerCase().normalize('NFC').replace(/\s+/g, ' ').trim();
}
