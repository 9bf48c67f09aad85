// Asks the device for a passkey, and sends what it answers with the form. Everything that is shown only for it is shown by it: without script, or in a
// browser that knows no passkeys, the other ways in stand there alone.

interface Known { id: string; type: PublicKeyCredentialType; transports?: AuthenticatorTransport[] }
interface Asked { challenge: string; allowCredentials?: Known[]; excludeCredentials?: Known[]; user: { id: string; name: string; displayName: string } }

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-passkey]')) {
  const { form } = button;
  const answer = form?.querySelector<HTMLInputElement>('[data-passkey-answer]');
  if (!form || !answer) continue;
  const works = typeof PublicKeyCredential === 'function';
  for (const part of form.querySelectorAll<HTMLElement>('[data-passkey-without]')) part.hidden = true;
  for (const part of form.querySelectorAll<HTMLElement>(works ? '[data-passkey-part]' : '[data-passkey-unsupported]')) part.hidden = false;
  if (!works) continue;
  button.addEventListener('click', () => void ask(button, form, answer));
  // The enter key in a field presses the button.
  form.addEventListener('submit', event => {
    if (answer.value !== '') return;
    event.preventDefault();
    button.click();
  });
}

async function ask(button: HTMLButtonElement, form: HTMLFormElement, answer: HTMLInputElement): Promise<void> {
  if (button.getAttribute('aria-disabled') === 'true') return;
  const says = form.querySelector('[data-passkey-says]');
  const say = (word: string) => { if (says) says.textContent = button.dataset[word] ?? ''; };
  if (says) says.textContent = '';
  button.setAttribute('aria-disabled', 'true');
  try {
    const response = await fetch(button.dataset['from'] ?? '', { method: 'POST', body: new FormData(form) });
    if (!response.ok) {
      say(response.status === 429 ? 'tooMany' : 'failed');
      return;
    }
    const asked = await response.json() as Asked;
    const given = button.dataset['passkey'] === 'create'
      ? await navigator.credentials.create({ publicKey: toMake(asked) })
      : await navigator.credentials.get({ publicKey: toUse(asked) });
    answer.value = JSON.stringify(written(given as PublicKeyCredential));
    form.requestSubmit();
  } catch (error) {
    // Whoever closes the device's window, or waits too long, has changed their mind.
    say(error instanceof DOMException && error.name === 'InvalidStateError' ? 'known' : 'failed');
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

// Browsers can do this by themselves, but not those that are two years old; phones of crews are.
const toMake = (asked: Asked) => ({
  ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: known(asked.excludeCredentials),
}) as unknown as PublicKeyCredentialCreationOptions;

const toUse = (asked: Asked) => ({
  ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials),
}) as unknown as PublicKeyCredentialRequestOptions;

const known = (list: Known[] | undefined) => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }));

function written(given: PublicKeyCredential): object {
  const { response } = given;
  const parts: Record<string, unknown> = { clientDataJSON: letters(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    parts['attestationObject'] = letters(response.attestationObject);
    parts['transports'] = response.getTransports?.() ?? [];
  } else if (response instanceof AuthenticatorAssertionResponse) {
    parts['authenticatorData'] = letters(response.authenticatorData);
    parts['signature'] = letters(response.signature);
    if (response.userHandle) parts['userHandle'] = letters(response.userHandle);
  }
  return { id: given.id, rawId: letters(given.rawId), type: given.type, clientExtensionResults: {}, response: parts };
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0));
}

function letters(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
