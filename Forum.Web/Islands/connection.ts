import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel, type HubConnection } from '@microsoft/signalr';

export interface LiveEvent { id: string; type: string; number?: string; at: string; cursor: string; row?: unknown }
export interface Joined { cursor: string; reload: boolean; events: LiveEvent[] }
export type State = 'connected' | 'connecting';

/** Orders what comes: pushes wait until the join is answered, and nothing is taken twice. */
export class Intake {
  private readonly seen = new Set<string>();
  private early: LiveEvent[] | null = null;

  constructor(public cursor: string) {}

  /** A join begins: what is pushed before its answer waits. */
  begin(): void {
    this.early = [];
  }

  /** The join is answered. True when the page must be looked up again. */
  joined(answer: Joined): boolean {
    const early = this.early ?? [];
    this.early = null;
    const fresh = answer.events.filter(event => this.isNew(event));
    this.cursor = answer.cursor;
    const later = early.filter(event => this.take(event));
    return answer.reload || fresh.length > 0 || later.length > 0;
  }

  /** One pushed event. True when it is new. */
  take(event: LiveEvent): boolean {
    if (this.early) {
      this.early.push(event);
      return false;
    }
    if (!this.isNew(event)) return false;
    this.cursor = event.cursor;
    return true;
  }

  private isNew(event: LiveEvent): boolean {
    if (this.seen.has(event.id)) return false;
    this.seen.add(event.id);
    if (this.seen.size > 2000) this.seen.delete(this.seen.values().next().value ?? '');
    return true;
  }
}

/** How long to wait before trying again: longer each time, and never all pages at once. */
export function pause(tries: number, random: () => number = Math.random): number {
  const most = Math.min(30_000, 2000 * 2 ** tries);
  return 500 + random() * most;
}

/** Holds the connection to the hub and joins again after each break, from where it stopped. */
export class Connection {
  private hub: HubConnection | null = null;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly method: string,
    private readonly subject: string,
    private readonly intake: Intake,
    private readonly changed: () => void,
    private readonly state: (state: State) => void,
  ) {}

  start(): void {
    addEventListener('online', () => this.retryNow());
    addEventListener('pageshow', event => { if (event.persisted) this.retryNow(); });
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') this.retryNow(); });
    void this.connect();
  }

  private retryNow(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    // Every page of a town wakes when the net comes back: a short spread is enough here.
    this.timer = setTimeout(() => void this.connect(), Math.random() * 1000);
  }

  private async connect(): Promise<void> {
    this.timer = undefined;
    this.state('connecting');
    const hub = new HubConnectionBuilder().withUrl('/live', { transport: HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling })
      .configureLogging(LogLevel.None).build();
    this.hub = hub;
    hub.on('event', (event: LiveEvent) => { if (this.hub === hub && this.intake.take(event)) this.changed(); });
    // Something was read on another device: it says nothing more than that it is time to look.
    hub.on('news', () => { if (this.hub === hub) this.changed(); });
    hub.onclose(() => this.lost(hub));
    try {
      this.intake.begin();
      await hub.start();
      const answer = await hub.invoke<Joined>(this.method, this.subject, this.intake.cursor);
      this.tries = 0;
      if (this.intake.joined(answer)) this.changed();
      this.state('connected');
    } catch {
      // A join that is refused: looking at the page again tells whether this reader may still see it.
      if (hub.state === HubConnectionState.Connected) this.changed();
      this.lost(hub);
      void hub.stop().catch(() => undefined);
    }
  }

  private lost(hub: HubConnection): void {
    if (this.hub !== hub) return;
    this.hub = null;
    this.state('connecting');
    this.timer = setTimeout(() => void this.connect(), pause(this.tries++));
  }
}
