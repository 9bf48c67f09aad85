import { fill, say } from './announce';

// Pictures are made small and sent at once; the form then carries only their names.
const longestSide = 2048;
const quality = 0.82;

class Refused extends Error {
  constructor(readonly reason: 'kind' | 'broken' | 'size' | 'net') { super(reason); }
}

class Pictures {
  private readonly list: HTMLElement;
  private running = 0;

  constructor(private readonly box: HTMLElement, private readonly input: HTMLInputElement) {
    this.list = box.querySelector<HTMLElement>('[data-pictures-list]') ?? box;
    input.addEventListener('change', () => void this.chosen());
    box.addEventListener('click', event => {
      const remove = (event.target as Element).closest('[data-picture-remove]');
      if (!remove) return;
      event.preventDefault();
      remove.closest('li')?.remove();
      this.input.focus();
    });
  }

  private async chosen(): Promise<void> {
    this.complain('');
    const files = [...this.input.files ?? []];
    const room = Number(this.box.dataset['max'] ?? 3) - this.list.children.length - this.running;
    // From here the files travel by themselves; the form must not send them a second time.
    this.input.value = '';
    if (files.length > room) this.complain(this.box.dataset['errorMany'] ?? '');
    await Promise.all(files.slice(0, Math.max(0, room)).map(file => this.send(file)));
  }

  private async send(file: File): Promise<void> {
    this.running++;
    say(this.box.dataset['sending'] ?? '');
    try {
      const { blob, thumb } = await shrink(file);
      this.show(await this.upload(blob), thumb);
      say(this.box.dataset['done'] ?? '');
    } catch (error) {
      const reason = error instanceof Refused ? error.reason : 'net';
      this.complain(this.box.dataset[`error${reason[0]?.toUpperCase()}${reason.slice(1)}`] ?? '');
    } finally {
      this.running--;
    }
  }

  private async upload(blob: Blob): Promise<string> {
    const body = new FormData();
    body.set('picture', blob, 'billede.jpg');
    const token = this.input.form?.querySelector<HTMLInputElement>('input[name=__RequestVerificationToken]');
    if (token) body.set(token.name, token.value);
    const answer = await fetch(this.input.dataset['upload'] ?? '', { method: 'POST', body, headers: { Accept: 'application/json' } });
    if (answer.status === 413) throw new Refused('size');
    if ([400, 415, 422].includes(answer.status)) throw new Refused('broken');
    if (!answer.ok) throw new Refused('net');
    return ((await answer.json()) as { id: string }).id;
  }

  private show(id: string, thumb: string): void {
    const item = document.createElement('li');
    const hidden = Object.assign(document.createElement('input'), { type: 'hidden', name: this.box.dataset['name'] ?? 'Pictures', value: id });
    const picture = Object.assign(document.createElement('img'), {
      src: thumb, width: 104, height: 78, alt: fill(this.box.dataset['alt'] ?? '', String(this.list.children.length + 1)),
    });
    const remove = Object.assign(document.createElement('button'), { type: 'button', className: 'button button-unstyled textlink small', textContent: this.box.dataset['remove'] ?? '' });
    remove.dataset['pictureRemove'] = '';
    item.append(hidden, picture, remove);
    this.list.append(item);
  }

  private complain(text: string): void {
    const line = this.box.querySelector('[data-pictures-error]');
    if (line) line.textContent = text;
  }
}

async function shrink(file: File): Promise<{ blob: Blob; thumb: string }> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new Refused(/heic|heif/i.test(file.type + file.name) ? 'kind' : 'broken');
  }
  const blob = await new Promise<Blob | null>(resolve => draw(bitmap, longestSide).toBlob(resolve, 'image/jpeg', quality));
  const thumb = draw(bitmap, 208).toDataURL('image/jpeg', 0.7);
  bitmap.close();
  if (!blob) throw new Refused('broken');
  return { blob, thumb };
}

function draw(bitmap: ImageBitmap, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

for (const box of document.querySelectorAll<HTMLElement>('[data-pictures]')) {
  const input = box.querySelector<HTMLInputElement>('input[type=file][data-upload]');
  if (input) new Pictures(box, input);
}
