import { useId, type KeyboardEvent, type ReactNode } from 'react';

interface TabsProps<T extends string> {
  tabs: readonly T[];
  tab: T;
  choose: (tab: T) => void;
  children: ReactNode;
}

/** Left and right move between tabs, as the ARIA pattern wants it. */
export function Tabs<T extends string>({ tabs, tab, choose, children }: TabsProps<T>) {
  const id = useId();
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) {
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] as T;
      choose(next);
      event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
    }
  };
  return (
    <section className="tabs">
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
            onClick={() => choose(one)}
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
