import { createContext, useCallback, useContext, useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { Command } from '../link/StationLink';
import { useStation } from './StationContext';

export interface Staff {
  /** Sends a command in the name of whoever works here, asking for the name first when it is not known; says the outcome on screen. */
  order(what: string, command: (by: string) => Command): void;
  askName(): void;
}

interface Notice {
  text: string;
  good: boolean;
}

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
  const waiting = useRef<((by: string) => void) | null>(null);
  const hide = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [notice, setNotice] = useState<Notice | null>(null);

  const say = useCallback((text: string, good: boolean) => {
    clearTimeout(hide.current);
    setNotice({ text, good });
    hide.current = setTimeout(() => setNotice(null), NOTICE_MS);
  }, []);

  const staff: Staff = {
    order(what, command) {
      const run = async (by: string) => {
        const outcome = await station.send(command(by));
        say(outcome.accepted ? `${what}: done, by ${by}` : `${what}: NOT done. ${outcome.error}`, outcome.accepted);
      };
      if (station.by === '') {
        waiting.current = run;
        dialog.current?.showModal();
      } else {
        void run(station.by);
      }
    },
    askName() {
      waiting.current = null;
      dialog.current?.showModal();
    },
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    const name = String(new FormData(event.currentTarget).get('by')).trim();
    if (name === '') {
      event.preventDefault();
      return;
    }
    station.by = name;
    waiting.current?.(name);
    waiting.current = null;
  };

  return (
    <StaffContext value={staff}>
      {children}
      <dialog ref={dialog} className="name-dialog" aria-labelledby="name-title" onClose={() => (waiting.current = null)}>
        <form method="dialog" onSubmit={submit}>
          <h2 id="name-title">Who is working at this screen?</h2>
          <label>
            Name
            <input name="by" required maxLength={60} autoComplete="off" defaultValue={station.by} />
          </label>
          <p>It is written beside what you acknowledge and enter, until this page is closed.</p>
          <div className="dialog-actions">
            <button type="button" onClick={() => dialog.current?.close()}>
              Cancel
            </button>
            <button type="submit" className="primary">
              Continue
            </button>
          </div>
        </form>
      </dialog>
      <div className="notice" role="status" data-good={notice?.good} hidden={notice === null}>
        {notice?.text}
      </div>
    </StaffContext>
  );
}
