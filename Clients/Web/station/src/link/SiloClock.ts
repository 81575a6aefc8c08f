/**
 * The silo's clock as seen from here. Ages are taken against it, never against this machine's wall clock, which may be wrong.
 * A heartbeat sets it; before the first heartbeat the newest stamp of any frame is the best that is known.
 */
export class SiloClock {
  private offsetUs = Number.NaN;
  private exact = false;

  heartbeat(siloUs: number, localMs: number): void {
    this.offsetUs = siloUs - localMs * 1000;
    this.exact = true;
  }

  stamp(siloUs: number, localMs: number): void {
    const offset = siloUs - localMs * 1000;
    if (!this.exact && !(offset <= this.offsetUs)) {
      this.offsetUs = offset;
    }
  }

  reset(): void {
    this.offsetUs = Number.NaN;
    this.exact = false;
  }

  /** Microseconds since 1970 by the silo; NaN while unknown. */
  nowUs(localMs: number): number {
    return this.offsetUs + localMs * 1000;
  }
}
