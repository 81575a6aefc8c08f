import { useId } from 'react';

interface ChoiceProps {
  title: string;
  /** When or how it was entered, small beside the title. */
  entered: string;
  options: readonly { value: string; word: string }[];
  chosen: string;
  choose: (value: string) => void;
}

/** A row of buttons of which at most one is pressed. */
export function Choice({ title, entered, options, chosen, choose }: ChoiceProps) {
  const id = useId();
  return (
    <fieldset className="choice" aria-labelledby={id}>
      <legend id={id}>
        {title} <small>{entered || 'not entered'}</small>
      </legend>
      <div className="choice-options">
        {options.map(({ value, word }) => (
          <button key={value} type="button" aria-pressed={value === chosen} onClick={() => choose(value)}>
            {value.length === 1 ? <b>{value}</b> : null} {word}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
