// − and + beside a figure. The field stays what is sent, and typing works.
function showButtons(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-count]')) button.hidden = false;
}

showButtons();
document.addEventListener('live:taken', showButtons);

document.addEventListener('click', event => {
  const button = (event.target as Element).closest<HTMLElement>('[data-count]');
  const field = button && document.getElementById(button.dataset['countFor'] ?? '');
  if (!button || !(field instanceof HTMLInputElement)) return;
  const next = stepped(field.value, Number(button.dataset['count']), Number(field.dataset['max'] ?? 999));
  field.value = String(next);
  field.dispatchEvent(new Event('input', { bubbles: true }));
});

/** From nothing, + gives 1 and − gives 0. */
export function stepped(value: string, step: number, max: number): number {
  const now = Number.parseInt(value, 10);
  return Math.min(max, Math.max(0, (Number.isNaN(now) ? 0 : now) + step));
}
