// What went wrong is read first.
const summary = document.querySelector<HTMLElement>('[data-focus]');
summary?.focus();

// A jump from the summary lands in the field, not only near it.
document.addEventListener('click', event => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('.errbox a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.scrollIntoView({ block: 'center' });
});

// Escape closes what was opened last, from inside it.
document.addEventListener('keydown', event => {
  const details = event.key === 'Escape' && (event.target as Element).closest('details[open]');
  if (!details) return;
  details.removeAttribute('open');
  details.querySelector('summary')?.focus();
});
