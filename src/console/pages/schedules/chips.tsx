interface ChipsProps {
  legend: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** What is wrong with the choice. */
  wrong?: string | undefined;
}

/** Some of a few: each is a box to check, shown as a small button. */
export function Chips({ legend, options, chosen, onChange, wrong }: ChipsProps) {
  const toggle = (value: string) => {
    const isChosen = (one: string) => (one === value ? !chosen.includes(one) : chosen.includes(one));
    onChange(options.map((option) => option.value).filter(isChosen));
  };
  return (
    <fieldset class="field chips">
      <legend>{legend}</legend>
      <div class="row">
        {options.map(({ value, label }) => (
          <label key={value} class="chip">
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            {label}
          </label>
        ))}
      </div>
      {wrong !== undefined && <span class="wrong">{wrong}</span>}
    </fieldset>
  );
}
