// Blurring by hand: drag over the fields instead of ticking them one by one; arrow keys move between them. What is sent are the boxes.
const columns = 12;
let painting: boolean | null = null;

function fieldAt(event: PointerEvent): HTMLInputElement | null {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  return under instanceof HTMLInputElement && under.closest('[data-blur]') ? under : null;
}

document.addEventListener('pointerdown', event => {
  const field = fieldAt(event);
  if (!field || event.button !== 0) return;
  painting = !field.checked;
  field.checked = painting;
  if (field.hasPointerCapture(event.pointerId)) field.releasePointerCapture(event.pointerId);
});

document.addEventListener('pointermove', event => {
  if (painting === null) return;
  const field = fieldAt(event);
  if (field) field.checked = painting;
});

for (const end of ['pointerup', 'pointercancel'] as const) document.addEventListener(end, () => { painting = null; });

// The press has been counted already.
document.addEventListener('click', event => {
  if (event.detail > 0 && event.target instanceof HTMLInputElement && event.target.closest('[data-blur]')) event.preventDefault();
});

document.addEventListener('keydown', event => {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  const grid = (event.target as Element).closest('[data-blur]');
  if (!step || !grid) return;
  const fields = [...grid.querySelectorAll('input')];
  const next = fields[fields.indexOf(event.target as HTMLInputElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
