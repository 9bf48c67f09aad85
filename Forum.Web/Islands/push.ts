// Has the browser show that there is news, and sends with the form where its maker takes that. Everything that is shown only for it is shown by it: without
// script, or in a browser that cannot, the page says so, and messages come as before. The worker's scope is the folder of files: no page is ever fetched by it.

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-push]')) {
  const { form } = button;
  const answer = form?.querySelector<HTMLInputElement>('[data-push-answer]');
  if (!form || !answer) continue;
  const works = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  for (const part of form.querySelectorAll<HTMLElement>('[data-push-without]')) part.hidden = true;
  for (const part of form.querySelectorAll<HTMLElement>(works ? '[data-push-part]' : isTabOfIphone() ? '[data-push-home]' : '[data-push-unsupported]')) part.hidden = false;
  if (works) button.addEventListener('click', () => void choose(button, form, answer));
}

// Only Apple's telephones and tablets know this word, and of them only a page on the home screen may show news.
function isTabOfIphone(): boolean {
  return !('PushManager' in window) && (navigator as { standalone?: boolean }).standalone === false;
}

async function choose(button: HTMLButtonElement, form: HTMLFormElement, answer: HTMLInputElement): Promise<void> {
  if (button.getAttribute('aria-disabled') === 'true') return;
  const says = form.querySelector('[data-push-says]');
  const say = (word: string) => { if (says) says.textContent = button.dataset[word] ?? ''; };
  if (says) says.textContent = '';
  button.setAttribute('aria-disabled', 'true');
  try {
    // Asked first, while the press still counts as one.
    if (await Notification.requestPermission() !== 'granted') {
      say('denied');
      return;
    }
    const registration = await working(button.dataset['worker'] ?? '');
    answer.value = JSON.stringify(await subscribed(registration, bytes(button.dataset['push'] ?? '')));
    form.requestSubmit();
  } catch {
    say('failed');
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

// The page is not in the worker's scope, so there is no promise that says when it is ready.
async function working(address: string): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(address);
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return registration;
  await new Promise<void>((resolve, reject) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve();
      else if (coming.state === 'redundant') reject(new Error('The worker was not taken.'));
    });
  });
  return registration;
}

// One that was made for other keys of the program's would be refused for ever.
async function subscribed(registration: ServiceWorkerRegistration, key: Uint8Array<ArrayBuffer>): Promise<PushSubscription> {
  const known = await registration.pushManager.getSubscription();
  if (known && same(known.options.applicationServerKey, key)) return known;
  await known?.unsubscribe();
  return await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

function same(known: ArrayBuffer | null, key: Uint8Array): boolean {
  const bytesOfKnown = new Uint8Array(known ?? new ArrayBuffer(0));
  return bytesOfKnown.length === key.length && key.every((value, at) => value === bytesOfKnown[at]);
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0));
}
