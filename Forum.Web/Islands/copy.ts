import { say } from './announce';

// Buttons that only a script can keep are shown by it.
for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) button.hidden = false;
for (const button of document.querySelectorAll<HTMLElement>('[data-share]')) button.hidden = typeof navigator.share !== 'function';

document.addEventListener('click', event => {
  const target = event.target as Element;
  const copy = target.closest<HTMLElement>('[data-copy]');
  if (copy) void copyFrom(copy);
  const share = target.closest<HTMLElement>('[data-share]');
  // Closing the share sheet is no failure.
  if (share) void navigator.share({ title: share.dataset['shareTitle'] ?? '', url: valueOf(share.dataset['share']) }).catch(() => undefined);
});

async function copyFrom(button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(valueOf(button.dataset['copy']));
    say(button.dataset['copied'] ?? '');
    const words = button.textContent;
    button.textContent = button.dataset['copied'] ?? words;
    setTimeout(() => { button.textContent = words; }, 3000);
  } catch {
    say(button.dataset['notCopied'] ?? '');
    document.querySelector<HTMLInputElement>(`#${CSS.escape(button.dataset['copy'] ?? '')}`)?.select();
  }
}

function valueOf(id: string | undefined): string {
  return document.querySelector<HTMLInputElement>(`#${CSS.escape(id ?? '')}`)?.value ?? '';
}
