// A form is sent once, says that it is being sent, and what was written is not lost on the way.
const words = new WeakMap<HTMLElement, ChildNode[]>();
const sending = document.getElementById('form-words')?.dataset['sending'] ?? '…';

document.addEventListener('submit', event => {
  const form = event.target as HTMLFormElement;
  if (form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset['sent'] !== undefined) {
    event.preventDefault();
    return;
  }
  const button = event.submitter;
  if (!navigator.onLine && later(form, button)) {
    event.preventDefault();
    return;
  }
  form.dataset['sent'] = '';
  // After the browser has read the form: a button that is disabled now would not be sent with it.
  setTimeout(() => busy(form, button));
});

// Back from the next page, with the form as it was.
addEventListener('pageshow', event => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) free(form);
});

// Without a net the browser would put its own error page in place of the form: where the page has words for it, sending waits for the net.
function later(form: HTMLFormElement, button: HTMLElement | null): boolean {
  const notice = form.querySelector<HTMLElement>('[data-offline]');
  if (!notice) return false;
  if (notice.hidden) addEventListener('online', () => {
    notice.hidden = true;
    form.requestSubmit(button);
  }, { once: true });
  notice.hidden = false;
  notice.focus();
  return true;
}

function busy(form: HTMLFormElement, button: HTMLElement | null): void {
  for (const other of form.querySelectorAll('button')) other.setAttribute('aria-disabled', 'true');
  if (!button || button.classList.contains('aslink') || button.hasAttribute('aria-label')) return;
  words.set(button, [...button.childNodes]);
  button.textContent = sending;
}

function free(form: HTMLFormElement): void {
  delete form.dataset['sent'];
  for (const button of form.querySelectorAll<HTMLElement>('button')) {
    button.removeAttribute('aria-disabled');
    const own = words.get(button);
    if (own) button.replaceChildren(...own);
    words.delete(button);
  }
}

// Drafts live as long as the tab: a shared computer keeps nothing.
const prefix = 'draft:';
const fields = [...document.querySelectorAll<HTMLTextAreaElement>('textarea[data-draft]')];
for (const field of fields) {
  const key = prefix + field.dataset['draft'];
  const kept = read(key);
  if (kept !== null && field.value === '') field.value = kept;
  field.addEventListener('input', () => write(key, field.value));
}
for (const done of document.querySelectorAll<HTMLElement>('[data-draft-done]')) write(prefix + done.dataset['draftDone'], '');

function read(key: string): string | null {
  try { return sessionStorage.getItem(key); } catch { return null; }
}

function write(key: string, value: string): void {
  try {
    if (value === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch { /* a browser without storage keeps no drafts */ }
}
