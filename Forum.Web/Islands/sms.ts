// How many SMS a text will be, while it is written: 160 letters of the GSM alphabet, then 153 each; with one letter outside it 70, then 67.
// The program counts alike (Gsm7).
const alphabet = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const twice = new Set('\f^{}\\[~]|€');
const alike: [RegExp, string][] = [
  [/[\u2010-\u2015\u2212]/g, '-'], [/[\u2018-\u201B\u2032\u00B4`]/g, '\''], [/[\u201C-\u201F\u2033«»]/g, '"'], [/…/g, '...'], [/[•·]/g, '-'],
  [/[\u00A0\u2000-\u200A\u202F\u205F\u3000\t]/g, ' '], [/[\u200B\u2060\uFEFF\u00AD]/g, ''],
];

export function segments(text: string): number {
  let plain = text.normalize('NFC');
  for (const [odd, letter] of alike) plain = plain.replace(odd, letter);
  const letters = [...plain];
  const fits = letters.every(letter => alphabet.has(letter) || twice.has(letter));
  const sizes = letters.map(letter => fits ? (twice.has(letter) ? 2 : 1) : letter.length);
  const [one, each] = fits ? [160, 153] : [70, 67];
  if (sizes.reduce((sum, size) => sum + size, 0) <= one) return plain ? 1 : 0;
  let [count, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > each) [count, used] = [count + 1, 0];
    used += size;
  }
  return count;
}

function show(line: HTMLElement): void {
  const field = document.getElementById(line.dataset['smsFor'] ?? '');
  if (!(field instanceof HTMLTextAreaElement)) return;
  const count = segments((line.dataset['before'] ?? '') + field.value.trim());
  line.hidden = field.value.trim() === '';
  line.textContent = count === 1 ? line.dataset['one'] ?? '' : (line.dataset['many'] ?? '').replace('{0}', String(count));
}

function showAll(): void {
  for (const line of document.querySelectorAll<HTMLElement>('[data-sms-for]')) show(line);
}

document.addEventListener('input', event => {
  if ((event.target as Element).closest('textarea')) showAll();
});
document.addEventListener('live:taken', showAll);
showAll();
