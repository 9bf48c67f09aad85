import './sms';

// The overview by keyboard. Letters act only while no field has the focus, and all of it can be switched off.
const storage = 'keys';
const help = document.querySelector<HTMLDetailsElement>('[data-keys]');
const on = document.querySelector<HTMLInputElement>('[data-keys-on]');
if (help) help.hidden = false;
if (on) {
  on.checked = read() !== 'off';
  on.addEventListener('change', () => write(on.checked ? 'on' : 'off'));
}

document.addEventListener('keydown', event => {
  if (on && !on.checked) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if ((event.target as Element).closest('input, textarea, select, [contenteditable]')) return;
  if (act(event.key)) event.preventDefault();
});

function act(key: string): boolean {
  switch (key) {
    case 'ArrowDown': return step(1);
    case 'ArrowUp': return step(-1);
    case 'n': return showNew();
    case '?': return showHelp();
    default: return false;
  }
}

// Only from row to row: anywhere else the arrows scroll the page, as people expect.
function step(by: number): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-board] .item')];
  const now = rows.indexOf(document.activeElement as HTMLElement);
  if (now < 0) return false;
  rows[Math.min(rows.length - 1, Math.max(0, now + by))]?.focus();
  return true;
}

function showNew(): boolean {
  const bar = document.querySelector<HTMLElement>('[data-live-bar]');
  if (bar) {
    bar.focus();
    bar.click();
  } else {
    document.querySelector<HTMLElement>('[data-board] .item')?.focus();
  }
  return true;
}

function showHelp(): boolean {
  if (!help) return false;
  help.open = true;
  help.querySelector('summary')?.focus();
  return true;
}

function read(): string | null {
  try { return localStorage.getItem(storage); } catch { return null; }
}

function write(value: string): void {
  try { localStorage.setItem(storage, value); } catch { /* then it holds for this page only */ }
}
