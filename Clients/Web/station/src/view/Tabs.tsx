import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';

interface TabsProps<T extends string> {
  tabs: readonly T[];
  tab: T;
  choose: (tab: T) => void;
  children: ReactNode;
}

/** Left and right move between tabs, as the ARIA pattern wants it. */
export function Tabs<T extends string>({ tabs, tab, choose, children }: TabsProps<T>) {
  const id = useId();
  const all = useRef<HTMLElement>(null);
  /** On a low screen the tabs stand at its lower edge: what was chosen must come into sight. */
  const show = (next: T) => {
    choose(next);
    requestAnimationFrame(() => all.current?.scrollIntoView({ block: 'start' }));
  };
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) {
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] as T;
      show(next);
      event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
    }
  };
  return (
    <section className="tabs" ref={all}>
      <div role="tablist" onKeyDown={onKey}>
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            data-tab={one}
            aria-selected={one === tab}
            aria-controls={id}
            tabIndex={one === tab ? 0 : -1}
            onClick={() => show(one)}
          >
            {one}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={id}>
        {children}
      </div>
    </section>
  );
}
