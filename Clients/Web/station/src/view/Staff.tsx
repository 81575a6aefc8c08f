import { createContext, useCallback, useContext, useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { Command } from '../link/StationLink';
import type { BedPicture } from '../picture/BedPicture';
import { useStation } from './StationContext';

/** What must be confirmed before it is sent: the patient's name stands beside it. */
export interface Question {
  title: string;
  bed: BedPicture;
  /** What the button says. */
  label: string;
  note?: string;
  /** Absent: no reason is asked for. */
  reason?: 'optional' | 'required';
  reasonHint?: string;
  /** Further fields of the form. */
  fields?: ReactNode;
  /** Null: what the form says cannot be, and the text on screen says so already. */
  command(by: string, form: FormData): Command | null;
}

export interface Staff {
  /** Sends a command in the name of whoever works here, asking for the name first when it is not known; says the outcome on screen. */
  order(what: string, command: (by: string) => Command): void;
  /** Asks, with the patient's name in sight, and then sends. */
  ask(question: Question): void;
  askName(): void;
}

interface Notice {
  text: string;
  good: boolean;
}

type Asked = { kind: 'name'; then?: (by: string) => void } | { kind: 'question'; question: Question };

const StaffContext = createContext<Staff | null>(null);

const NOTICE_MS = 6_000;

export function useStaff(): Staff {
  const staff = useContext(StaffContext);
  if (staff === null) {
    throw new Error('no staff above this component');
  }
  return staff;
}

export function StaffProvider({ children }: { children: ReactNode }) {
  const station = useStation((s) => s.by);
  const dialog = useRef<HTMLDialogElement>(null);
  const hide = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);

  const say = useCallback((text: string, good: boolean) => {
    clearTimeout(hide.current);
    setNotice({ text, good });
    hide.current = setTimeout(() => setNotice(null), NOTICE_MS);
  }, []);
  const send = async (what: string, command: Command, by: string) => {
    const outcome = await station.send(command);
    const wrong = outcome.unrecorded ? `done, but NOT RECORDED. ${outcome.error}` : `NOT done. ${outcome.error}`;
    say(`${what}: ${outcome.accepted ? `done, by ${by}` : wrong}`, outcome.accepted);
  };
  const open = (next: Asked) => {
    setAsked(next);
    dialog.current?.showModal();
  };

  const staff: Staff = {
    order(what, command) {
      const run = (by: string) => void send(what, command(by), by);
      if (station.by === '') {
        open({ kind: 'name', then: run });
      } else {
        run(station.by);
      }
    },
    ask: (question) => open({ kind: 'question', question }),
    askName: () => open({ kind: 'name' }),
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const by = String(form.get('by') ?? station.by).trim();
    if (by === '' || asked === null) {
      return;
    }
    if (asked.kind === 'question') {
      const { question } = asked;
      const command = question.command(by, form);
      if (command === null) {
        return;
      }
      void send(`${question.bed.bed.bed} ${question.title}`, command, by);
    }
    station.by = by;
    dialog.current?.close();
    if (asked.kind === 'name') {
      asked.then?.(by);
    }
  };

  return (
    <StaffContext value={staff}>
      {children}
      <dialog ref={dialog} className="ask" aria-labelledby="ask-title" onClose={() => setAsked(null)}>
        {asked !== null && (
          <form onSubmit={submit}>
            {asked.kind === 'question' ? <Asking question={asked.question} /> : <h2 id="ask-title">Who is working at this screen?</h2>}
            {(asked.kind === 'name' || station.by === '') && (
              <label>
                Your name
                <input name="by" required maxLength={60} autoComplete="off" defaultValue={station.by} pattern=".*\S.*" />
              </label>
            )}
            <p className="ask-by">{station.by === '' ? 'Your name is written beside what you do, until this page is closed.' : asked.kind === 'question' && `By ${station.by}`}</p>
            <div className="dialog-actions">
              <button type="button" onClick={() => dialog.current?.close()}>
                Cancel
              </button>
              <button type="submit" className="primary">
                {asked.kind === 'question' ? asked.question.label : 'Continue'}
              </button>
            </div>
          </form>
        )}
      </dialog>
      <div className="notice" role="status" data-good={notice?.good} hidden={notice === null}>
        {notice?.text}
      </div>
    </StaffContext>
  );
}

function Asking({ question: { title, bed, note, reason, reasonHint, fields } }: { question: Question }) {
  const { bed: label, name, mrn } = bed.bed;
  return (
    <>
      <h2 id="ask-title">{title}</h2>
      <p className="ask-patient">
        <b>{label}</b> <b>{name}</b> {mrn && <span>MRN {mrn}</span>}
      </p>
      {fields}
      {reason && (
        <label>
          Reason{reason === 'optional' && ' (optional)'}
          <input name="reason" required={reason === 'required'} maxLength={200} autoComplete="off" placeholder={reasonHint} />
        </label>
      )}
      {note && <p className="ask-note">{note}</p>}
    </>
  );
}
