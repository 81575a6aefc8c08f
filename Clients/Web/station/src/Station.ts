import { StationLink, type Command, type CommandOutcome, type LinkState, type Socket } from './link/StationLink';
import { WardPicture } from './picture/WardPicture';

const TICK_MS = 1_000;
const SUBSCRIBE_AFTER_MS = 100;
const NAME_KEY = 'station.by';

/** The picture, the link that feeds it, and what this screen shows; views listen to it. */
export class Station {
  readonly picture = new WardPicture();
  state: LinkState = 'connecting';
  /** Grows every second, for ages. */
  tick = 0;

  private readonly link: StationLink;
  private readonly listeners = new Set<() => void>();
  private readonly onScreen = new Map<string, number>();
  private scheduled = false;
  private subscribeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string) {
    this.link = new StationLink(() => new WebSocket(url) as Socket, {
      frame: (frame) => {
        this.picture.apply(frame, performance.now());
        this.notify();
      },
      state: (state) => this.enter(state),
    });
    setInterval(() => {
      this.tick++;
      this.notify();
    }, TICK_MS);
  }

  get live(): boolean {
    return this.state === 'live';
  }

  /** Silo time now, microseconds; NaN while unknown. */
  get siloNowUs(): number {
    return this.live ? this.picture.clock.nowUs(performance.now()) : Number.NaN;
  }

  /** Who acknowledges and enters; typed once per browser tab. */
  get by(): string {
    return sessionStorage.getItem(NAME_KEY) ?? '';
  }

  set by(name: string) {
    sessionStorage.setItem(NAME_KEY, name);
    this.notify();
  }

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  send(command: Command): Promise<CommandOutcome> {
    return this.link.send(command);
  }

  /** Asks for the patient's waves until the returned function is called. */
  watchWaves(patient: string): () => void {
    this.count(patient, 1);
    return () => this.count(patient, -1);
  }

  private count(patient: string, change: number): void {
    const viewers = (this.onScreen.get(patient) ?? 0) + change;
    if (viewers > 0) {
      this.onScreen.set(patient, viewers);
    } else {
      this.onScreen.delete(patient);
    }
    clearTimeout(this.subscribeTimer);
    this.subscribeTimer = setTimeout(() => this.link.subscribe([...this.onScreen.keys()]), SUBSCRIBE_AFTER_MS);
  }

  private enter(state: LinkState): void {
    this.state = state;
    if (state === 'live') {
      this.link.subscribe([...this.onScreen.keys()]);
    } else {
      this.picture.forget();
    }
    this.notify();
  }

  private notify(): void {
    if (!this.scheduled) {
      this.scheduled = true;
      requestAnimationFrame(() => {
        this.scheduled = false;
        this.listeners.forEach((listener) => listener());
      });
    }
  }
}
