import { fill } from './announce';

// Times that change while a page lies open are redrawn each minute. Nobody is told aloud.
const words = document.getElementById('clock-words')?.dataset ?? {};

function redraw(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-clock]')) {
    const text = say(time.dataset['clock'] ?? '', Date.parse(time.dateTime), Date.now());
    if (text !== '' && time.textContent !== text) time.textContent = text;
  }
}

function say(form: string, at: number, now: number): string {
  if (Number.isNaN(at)) return '';
  const minutes = (now - at) / 60_000;
  if (form === 'ago') return minutes < 1 ? pick('justNow') : fill(pick('ago'), span(Math.floor(minutes), true));
  return minutes > 0 ? fill(pick('late'), span(Math.floor(minutes))) : fill(pick('left'), span(Math.ceil(-minutes)));
}

function span(minutes: number, coarse = false): string {
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes < 60) return fill(pick('minutes'), String(Math.max(1, minutes)));
  if (hours >= 24) return days === 1 ? pick('day') : fill(pick('days'), String(days));
  return coarse || minutes % 60 === 0
    ? fill(pick('hours'), String(hours))
    : fill(pick('hoursMinutes'), String(hours), String(minutes % 60));
}

function pick(name: string): string {
  return words[name] ?? '';
}

if (Object.keys(words).length > 0) {
  setInterval(redraw, 60_000);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') redraw(); });
  document.addEventListener('live:taken', redraw);
}
