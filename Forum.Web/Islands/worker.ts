// Shows on the screen that there is news, and opens the page that it is about when it is pressed. It fetches nothing and keeps nothing.

interface News { title: string; body: string; url: string; tag: string; lang: string }
interface Work extends Event { waitUntil(work: Promise<unknown>): void }
interface Pushed extends Work { data: { json(): unknown } | null }
interface Pressed extends Work { notification: Notification }
interface Page { url: string; focus(): Promise<unknown> }
interface Scope {
  location: Location;
  registration: ServiceWorkerRegistration;
  clients: { matchAll(which: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Page[]>; openWindow(url: string): Promise<unknown> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install', listener: (event: Work) => void): void;
  addEventListener(type: 'push', listener: (event: Pushed) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: Pressed) => void): void;
}

const scope = self as unknown as Scope;

// There is nothing that an older one holds.
scope.addEventListener('install', event => event.waitUntil(scope.skipWaiting()));

scope.addEventListener('push', event => {
  if (!event.data) return;
  const { title, body, url, tag, lang } = event.data.json() as News;
  event.waitUntil(scope.registration.showNotification(title, { body, tag, lang, data: url }));
});

scope.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(open(new URL(String(event.notification.data), scope.location.origin)));
});

async function open(address: URL): Promise<void> {
  // A page of another place is never opened.
  const href = address.origin === scope.location.origin ? address.href : scope.location.origin;
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = pages.find(page => page.url.split(/[?#]/)[0] === href);
  if (there) await there.focus();
  else await scope.clients.openWindow(href);
}
