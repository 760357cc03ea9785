import { useState } from 'preact/hooks';

import { Button } from '../../../parts/button.js';
import { Choice } from '../../../parts/choice.js';
import { Empty } from '../../../parts/empty.js';
import { useFocusWhenShown } from './use-focus-when-shown.js';
import type { Runnable } from '../runnable.js';

interface ChooseIntegrationProps {
  site: string;
  runnables: readonly Runnable[];
  onSelect: (chosen: Runnable) => void;
}

/** With more than so many, they can be looked for by name. */
const MANY = 10;

/** The first step: the integration, or the integration set, from the list. */
export function ChooseIntegration({ site, runnables, onSelect }: ChooseIntegrationProps) {
  const heading = useFocusWhenShown<HTMLHeadingElement>();
  const [chosen, setChosen] = useState<Runnable>();
  const [text, setText] = useState('');
  if (runnables.length === 0) {
    return (
      <Empty title="There is no integration yet">
        <a href={`/sites/${encodeURIComponent(site)}/definitions`}>Make the first one in Definitions</a>
      </Empty>
    );
  }
  const shown = runnables.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined) onSelect(chosen);
      }}
    >
      <h3 ref={heading} tabIndex={-1}>
        Select the integration
      </h3>
      {runnables.length > MANY && (
        <input
          type="search"
          aria-label="Find an integration"
          placeholder="Part of the name"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
      <fieldset class="choices scrolled">
        <legend class="visually-hidden">Integrations and integration sets</legend>
        {shown.map((one) => (
          <Choice
            key={`${one.isSet} ${one.name}`}
            name="integration"
            checked={one === chosen}
            onChoose={() => setChosen(one)}
          >
            {one.name}
            {one.isSet && ' (integration set)'}
            {one.description !== undefined && <span class="soft"> {one.description}</span>}
          </Choice>
        ))}
        {shown.length === 0 && <p class="soft">None has that in its name.</p>}
      </fieldset>
      <div class="actions">
        <Button type="submit" kind="primary" disabled={chosen === undefined}>
          Select
        </Button>
      </div>
    </form>
  );
}
