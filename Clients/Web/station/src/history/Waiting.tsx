import type { Answer } from './api';

/** Says that something is still asked for, or why it is not there. */
export function Waiting({ answer, what }: { answer: Answer<unknown>; what: string }) {
  return answer.state === 'failed' ? (
    <p className="failed" role="alert">
      {what}: {answer.why}
    </p>
  ) : (
    <p className="quiet">{what} …</p>
  );
}
