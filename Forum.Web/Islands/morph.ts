// Brings a piece of the page up to date with the server's newest HTML, without replacing what somebody is using.

export interface Outcome {
  /** Keyed elements that were put in. */
  added: Element[];
  /** Keyed elements that would have been put in, were nobody reading the list. */
  held: Element[];
  /** Keyed elements whose spoken sentence is another one now. */
  changed: Element[];
  /** Something had to wait: a removal, a move or an insertion. */
  pending: boolean;
}

interface Work extends Outcome {
  /** Nothing may move: elements are changed where they stand. */
  still: boolean;
  known: Map<string, Element>;
  wanted: Set<string>;
}

/** The name by which an element is found again: its key, or else its id. */
export function keyOf(node: Node): string | null {
  if (!(node instanceof Element)) return null;
  const key = node.getAttribute('data-key');
  return key !== null ? `key ${key}` : node.id ? `id ${node.id}` : null;
}

/** Makes `region` look as `next`. With `still`, only what stands there already is changed. */
export function morph(region: Element, next: Element, still = false): Outcome {
  const work: Work = {
    added: [], held: [], changed: [], pending: false, still,
    known: keyed(region), wanted: new Set(keyed(next).keys()),
  };
  attributes(region, next);
  children(region, next, work);
  return work;
}

function keyed(root: Element): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const element of root.querySelectorAll('[data-key], [id]')) {
    const key = keyOf(element);
    if (key !== null && !found.has(key)) found.set(key, element);
  }
  return found;
}

function element(from: Element, to: Element, work: Work): void {
  if (from.hasAttribute('data-live-keep')) return;
  const spoken = to.getAttribute('data-announce');
  if (spoken && spoken !== from.getAttribute('data-announce')) work.changed.push(from);
  attributes(from, to);
  children(from, to, work);
}

function attributes(from: Element, to: Element): void {
  for (const { name, value } of [...to.attributes]) {
    const wanted = name === 'class' ? withOwn(from, value) : value;
    if (from.getAttribute(name) !== wanted) from.setAttribute(name, wanted);
  }
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !ours(from, name)) from.removeAttribute(name);
  }
}

// What the reader opened stays open; what a script has shown stays shown.
function ours(element: Element, name: string): boolean {
  return (name === 'open' && element instanceof HTMLDetailsElement) || name === 'aria-disabled' || (name === 'class' && withOwn(element, '') !== '');
}

function withOwn(from: Element, value: string): string {
  const own = ['fresh', 'gone'].filter(name => from.classList.contains(name) && !value.split(/\s+/).includes(name));
  return [value, ...own].join(' ').trim();
}

function children(from: Element, to: Element, work: Work): void {
  const list = [...to.children].some(child => keyOf(child) !== null);
  if (list) for (const node of [...from.childNodes]) if (blank(node)) node.remove();
  let at: ChildNode | null = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    if (list && blank(wanted)) continue;
    const key = keyOf(wanted);
    if (key !== null) {
      const mine = work.known.get(key);
      if (mine && compatible(mine, wanted)) at = keep(from, mine, wanted as Element, at, work);
      else at = insertKeyed(from, wanted as Element, at, work);
    } else {
      at = plain(from, wanted, at, work);
    }
  }
  clean(from, to, at, work);
}

// Nodes without a name of their own are matched by kind, in order.
function plain(from: Element, wanted: ChildNode, start: ChildNode | null, work: Work): ChildNode | null {
  let at = start;
  while (at && (keyOf(at) !== null || !compatible(at, wanted)) && fitsLater(at, wanted)) {
    const passed: ChildNode = at;
    at = at.nextSibling;
    if (keyOf(passed) === null) passed.remove();
  }
  if (!at || keyOf(at) !== null || !compatible(at, wanted)) {
    insert(from, wanted, at, work);
    return at;
  }
  if (at instanceof Element) element(at, wanted as Element, work);
  else if (at.nodeValue !== wanted.nodeValue) at.nodeValue = wanted.nodeValue;
  return at.nextSibling;
}

function blank(node: Node): boolean {
  return node.nodeType === Node.TEXT_NODE && !node.nodeValue?.trim();
}

function compatible(a: Node, b: Node): boolean {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName;
}

function fitsLater(at: ChildNode, wanted: ChildNode): boolean {
  for (let node: ChildNode | null = at; node; node = node.nextSibling) {
    if (keyOf(node) === null && compatible(node, wanted)) return true;
  }
  return false;
}

function keep(parent: Element, mine: Element, wanted: Element, at: ChildNode | null, work: Work): ChildNode | null {
  element(mine, wanted, work);
  mine.classList.remove('gone');
  if (mine === at) return at.nextSibling;
  const ahead = at !== null && mine.parentNode === parent && (at.compareDocumentPosition(mine) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  if (work.still) {
    work.pending = true;
    return ahead ? mine.nextSibling : at;
  }
  if (ahead && mine.contains(document.activeElement)) {
    // Moving a node takes its focus away: the others move around it.
    while (at && at !== mine) {
      const other: ChildNode = at;
      at = at.nextSibling;
      mine.after(other);
    }
    return mine.nextSibling;
  }
  move(parent, mine, at);
  return at;
}

// One that was stepped over may not be among its new neighbours: its focus is given back.
function move(parent: Element, node: Element, before: ChildNode | null): void {
  const focused = node.contains(document.activeElement) ? document.activeElement as HTMLElement : null;
  parent.insertBefore(node, before);
  if (focused && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

function insertKeyed(parent: Element, wanted: Element, at: ChildNode | null, work: Work): ChildNode | null {
  if (work.still) {
    work.pending = true;
    work.held.push(wanted);
    return at;
  }
  const known = holdsKnown(wanted, work);
  const fresh = insert(parent, wanted, at, work) as Element;
  // A new group of rows that stood here before is no news; what is new in it is told by itself.
  if (known) return at;
  if (!fresh.classList.contains('fresh')) {
    fresh.classList.add('fresh');
    setTimeout(() => fresh.classList.remove('fresh'), 3000);
  }
  work.added.push(fresh);
  return at;
}

// A new box may hold what stands here already: that moves into it, and is not there twice.
function insert(parent: Element, wanted: Node, at: ChildNode | null, work: Work): Node {
  const known = holdsKnown(wanted, work);
  const node = document.importNode(wanted, !known);
  parent.insertBefore(node, at);
  if (known) children(node as Element, wanted as Element, work);
  return node;
}

function holdsKnown(wanted: Node, work: Work): boolean {
  return wanted instanceof Element && [...wanted.querySelectorAll('[data-key]')].some(inner => work.known.has(keyOf(inner) ?? ''));
}

function clean(from: Element, to: Element, at: ChildNode | null, work: Work): void {
  const wantedHere = new Set([...to.childNodes].map(keyOf).filter(key => key !== null));
  for (const node of [...from.childNodes]) {
    const key = keyOf(node);
    if (key !== null && !wantedHere.has(key)) {
      // Wanted in another group: it is taken from here when its turn comes there.
      if (!work.wanted.has(key)) remove(node as Element, work);
    } else if (key === null && at && (node === at || at.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) {
      node.remove();
    }
  }
}

function remove(node: Element, work: Work): void {
  if (work.still) {
    work.pending = true;
    node.classList.add('gone');
  } else if (node.contains(document.activeElement)) {
    // Somebody stands on it: it is dimmed, and goes when they move on.
    node.classList.add('gone');
    node.addEventListener('focusout', () => setTimeout(() => {
      if (!node.contains(document.activeElement) && node.classList.contains('gone')) node.remove();
    }));
  } else {
    node.remove();
  }
}
