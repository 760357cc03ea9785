import { useState } from 'preact/hooks';

import { Button } from '../../parts/button.js';
import { Choice } from '../../parts/choice.js';
import { Empty } from '../../parts/empty.js';
import type { Chosen, Templates } from './templates.js';

interface ChooseTemplateProps {
  site: string;
  templates: Templates;
  busy: boolean;
  onSelect: (chosen: Chosen) => void;
}

/** The list of integrations and sets, and Select. */
export function ChooseTemplate({ site, templates: { integrations, sets }, busy, onSelect }: ChooseTemplateProps) {
  const [chosen, setChosen] = useState<Chosen>();
  const choices: Chosen[] = [
    ...[...integrations.keys()].map((name) => ({ name, isSet: false })),
    ...[...sets.keys()].map((name) => ({ name, isSet: true })),
  ];
  if (choices.length === 0) {
    return (
      <Empty title="There is nothing to schedule yet">
        <p>
          Make an integration first: <a href={`/sites/${site}/definitions`}>Definitions</a>
        </p>
      </Empty>
    );
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== undefined) onSelect(chosen);
      }}
    >
      <fieldset class="choices">
        <legend class="label">Select the integration or integration set</legend>
        {choices.map(({ name, isSet }) => (
          <Choice
            key={`${name} ${isSet}`}
            name="template"
            checked={chosen?.name === name && chosen.isSet === isSet}
            onChoose={() => setChosen({ name, isSet })}
          >
            {name}
            {isSet && <span class="soft"> Integration set</span>}
          </Choice>
        ))}
      </fieldset>
      <div class="actions">
        <Button type="submit" kind="primary" disabled={chosen === undefined} busy={busy}>
          Select
        </Button>
      </div>
    </form>
  );
}
