import { create } from '@bufbuild/protobuf';
import { DisplayReporter } from './display/DisplayReporter';
import { isOnScreen } from './display/onScreen';
import { SubscribeSchema, type Alarm } from './generated/station_pb';
import { StationLink, type Command, type CommandOutcome, type LinkState, type Socket } from './link/StationLink';
import { sounds } from './picture/signals';
import { WardPicture } from './picture/WardPicture';
import { AlarmSound } from './sound/AlarmSound';
import { Reminders, soundingPriority } from './sound/Sounding';

const TICK_MS = 1_000;
const SUBSCRIBE_AFTER_MS = 100;
const NAME_KEY = 'station.by';
/** This screen's speaker may be muted for this long. */
const MUTE_MS = 120_000;

/** The picture, the link that feeds it, and what this screen shows; views listen to it. */
export class Station {
  readonly picture = new WardPicture();
  state: LinkState = 'connecting';
  /** Grows every second, for ages. */
  tick = 0;

  readonly display = new DisplayReporter(
    (command) => this.link.tell(command),
    (place) => document.visibilityState === 'visible' && isOnScreen(place),
  );
  readonly sound = new AlarmSound(() => this.notify());

  private mutedUntilMs = 0;
  private readonly reminders = new Reminders();
  private readonly link: StationLink;
  private readonly listeners = new Set<() => void>();
  private readonly onScreen = new Map<string, number>();
  private scheduled = false;
  private subscribeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string) {
    this.link = new StationLink(() => new WebSocket(url) as Socket, {
      frame: (frame) => {
        this.picture.apply(frame, performance.now());
        if (frame.frame.case === 'alarm') {
          this.hear(frame.frame.value);
        }
        this.notify();
      },
      state: (state) => this.enter(state),
    });
    setInterval(() => {
      this.tick++;
      this.makeSound();
      this.display.wake();
      this.notify();
    }, TICK_MS);
    document.addEventListener('visibilitychange', () => this.display.wake());
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

  /** Seconds for which this screen's own speaker stays muted; it always comes back. */
  get mutedS(): number {
    return Math.max(0, Math.ceil((this.mutedUntilMs - performance.now()) / 1000));
  }

  mute(muted: boolean): void {
    this.mutedUntilMs = muted ? performance.now() + MUTE_MS : 0;
    this.makeSound();
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
    this.subscribeTimer = setTimeout(() => this.subscribe(), SUBSCRIBE_AFTER_MS);
  }

  private subscribe(): void {
    this.link.tell({ case: 'subscribe', value: create(SubscribeSchema, { wavePatients: [...this.onScreen.keys()] }) });
  }

  /** A hidden page's timers are slow, its socket is not: what an alarm changes is heard at once. */
  private hear(alarm: Alarm): void {
    if (alarm.revision === 1 && sounds(alarm)) {
      this.sound.begin(alarm.priority);
    }
    this.makeSound();
  }

  private makeSound(): void {
    const alarms = this.picture.beds.flatMap((bed) => bed.alarms);
    const muted = this.mutedS > 0;
    this.sound.keepGoing(muted || this.state === 'connecting' ? 0 : soundingPriority(alarms, this.live));
    const reminder = this.reminders.due(this.picture);
    if (reminder > 0 && !muted) {
      this.sound.play(reminder);
    }
  }

  private enter(state: LinkState): void {
    this.state = state;
    if (state === 'live') {
      this.subscribe();
      this.display.forget();
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
