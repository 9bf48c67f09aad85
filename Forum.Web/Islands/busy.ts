// Is somebody using this list right now? Then nothing in it may move.

const touched = new WeakMap<Element, number>();
const hovered = new WeakSet<Element>();
const restAfterTouch = 1500;

/** Watches pointer and finger on one list; `calm` is called when it may have come to rest. */
export function watchUse(region: Element, calm: () => void): void {
  region.addEventListener('pointerenter', event => { if ((event as PointerEvent).pointerType === 'mouse') hovered.add(region); });
  region.addEventListener('pointerleave', () => { hovered.delete(region); calm(); });
  region.addEventListener('pointerdown', () => touched.set(region, Infinity), { passive: true });
  for (const end of ['pointerup', 'pointercancel']) {
    region.addEventListener(end, () => { touched.set(region, Date.now()); setTimeout(calm, restAfterTouch + 50); }, { passive: true });
  }
  region.addEventListener('focusout', () => setTimeout(calm));
  addEventListener('scroll', () => setTimeout(calm, 200), { passive: true });
}

export function inUse(region: Element): boolean {
  const touch = touched.get(region);
  return region.contains(document.activeElement)
    || hovered.has(region)
    || (touch !== undefined && Date.now() - touch < restAfterTouch)
    || region.scrollTop > 0
    || (scrollY > 0 && region.getBoundingClientRect().top < 0);
}
