import { BURSTS, EDGE_S, FUNDAMENTAL_HZ, HARMONICS } from './burst';

const LOUDNESS = 0.5;

/** Plays bursts through the browser's audio, which stays locked until somebody has touched the page. */
export class AlarmSound {
  private context: AudioContext | undefined;
  private wave: PeriodicWave | undefined;
  private gain: GainNode | undefined;
  private nextS = 0;
  private priority = 0;

  constructor(private readonly changed: () => void) {}

  /** Whether a burst would be heard, as far as the browser says. */
  get unlocked(): boolean {
    return this.context?.state === 'running';
  }

  /** Only a person's touch may call this with success. */
  async unlock(): Promise<void> {
    await this.open()?.resume();
    this.changed();
  }

  /** Keeps the bursts of this priority going; 0 ends them at once. A higher one begins at once, a lower one when its turn comes. */
  keepGoing(priority: number): void {
    const context = this.open();
    if (context === undefined || context.state !== 'running') {
      return;
    }
    if (priority < this.priority) {
      this.cut();
    }
    if (priority > this.priority) {
      this.cut();
      this.nextS = 0;
    }
    this.priority = priority;
    const burst = BURSTS[priority];
    if (burst !== undefined && context.currentTime >= this.nextS) {
      this.play(priority);
      this.nextS = context.currentTime + burst.repeatS;
    }
  }

  /** Something new is to be heard: its burst does not wait for the turn of what sounds already, unless that is of a higher priority. */
  begin(priority: number): void {
    if (priority >= this.priority) {
      this.cut();
      this.nextS = 0;
    }
  }

  /** One burst now, for who tests the speaker or must be reminded. */
  play(priority: number): void {
    const context = this.open();
    const burst = BURSTS[priority];
    if (context === undefined || burst === undefined || this.wave === undefined) {
      return;
    }
    const gain = context.createGain();
    gain.gain.value = 0;
    gain.connect(context.destination);
    const tone = new OscillatorNode(context, { frequency: FUNDAMENTAL_HZ, periodicWave: this.wave });
    tone.connect(gain);
    const begin = context.currentTime + 0.02;
    for (const start of burst.starts) {
      gain.gain.setValueAtTime(0, begin + start);
      gain.gain.linearRampToValueAtTime(LOUDNESS, begin + start + EDGE_S);
      gain.gain.setValueAtTime(LOUDNESS, begin + start + burst.pulseS - EDGE_S);
      gain.gain.linearRampToValueAtTime(0, begin + start + burst.pulseS);
    }
    tone.start(begin);
    tone.stop(begin + (burst.starts.at(-1) as number) + burst.pulseS);
    this.gain = gain;
  }

  private cut(): void {
    this.gain?.disconnect();
    this.gain = undefined;
  }

  private open(): AudioContext | undefined {
    if (this.context === undefined && typeof AudioContext !== 'undefined') {
      this.context = new AudioContext();
      this.context.onstatechange = this.changed;
      this.wave = this.context.createPeriodicWave(new Float32Array([0, ...HARMONICS.map(() => 0)]), new Float32Array([0, ...HARMONICS]));
    }
    return this.context;
  }
}
