import type { WaveTrack } from './WaveTrack';

/** Behind the newest sample: two packets of 250 ms, so that one may come late without a gap. */
const DELAY_S = 0.5;
/** A head this far behind the newest sample is moved, not slewed. */
const LONGEST_BACKLOG_S = 2;
/** Playback runs up to this much faster or slower to follow the device's sample clock. */
const SLEW = 0.04;

/** Runs over a wave at the screen's steady pace while its samples come in bursts. */
export class PlayHead {
  /** Fractional sample index up to which is drawn; NaN before the first sample. */
  position = Number.NaN;

  private pace = 1;
  private seenEnd = Number.NaN;
  private ranDry = false;

  /** Moves on by `seconds` of wall time; never past the newest sample. Returns the position before. */
  advance(track: WaveTrack, seconds: number): number {
    if (track.end !== this.seenEnd) {
      this.seenEnd = track.end;
      this.follow(track);
    }
    const before = this.position;
    if (!this.ranDry) {
      this.position = Math.min(before + seconds * track.rate * this.pace, track.end);
      this.ranDry = this.position === track.end;
    }
    return before;
  }

  private follow(track: WaveTrack): void {
    const behindS = (track.end - this.position) / track.rate;
    if (!(behindS >= 0 && behindS <= LONGEST_BACKLOG_S)) {
      this.position = track.end - DELAY_S * track.rate;
      this.ranDry = false;
      this.pace = 1;
      return;
    }
    // After running dry the screen shows a gap until the distance is whole again, rather than one gap per packet.
    this.ranDry &&= behindS < DELAY_S;
    const error = (behindS - DELAY_S) / DELAY_S;
    this.pace = 1 + Math.max(-SLEW, Math.min(SLEW, error * SLEW));
  }
}
