import type { BeatMark } from '../generated/station_pb';

/** BeatClass: normal ones are quiet, the others are to be noticed. */
const MARKS = [
  { letter: 'N', color: '#7d8fa3', font: '11px sans-serif' },
  { letter: 'S', color: '#ffd60a', font: 'bold 13px sans-serif' },
  { letter: 'V', color: '#ff9aa5', font: 'bold 13px sans-serif' },
  { letter: 'F', color: '#ffb35c', font: 'bold 13px sans-serif' },
  { letter: 'Q', color: '#c4b5fd', font: 'bold 13px sans-serif' },
  { letter: '?', color: '#c4b5fd', font: 'bold 13px sans-serif' },
] as const;

export function markOf({ beatClass }: BeatMark) {
  return MARKS[beatClass] ?? MARKS[5];
}

/** Hands out each beat once, when the wave has been drawn up to it; one that came too late for the screen is passed over. */
export class BeatCursor {
  private last: BeatMark | undefined;

  /** @param drawnTo sample up to which the wave stands on the screen; `oldest` the first that still does. */
  take(beats: readonly BeatMark[], oldest: number, drawnTo: number): BeatMark[] {
    const from = this.last === undefined ? 0 : beats.lastIndexOf(this.last) + 1;
    const due: BeatMark[] = [];
    for (const beat of beats.slice(from)) {
      const sample = Number(beat.sample);
      if (sample > drawnTo) {
        break;
      }
      this.last = beat;
      if (sample >= oldest) {
        due.push(beat);
      }
    }
    return due;
  }
}
