import { useLive } from '../live/site-events.js';
import { Button } from '../parts/button.js';
import { SiteKind } from '../parts/site-kind.js';
import { Status } from '../parts/status.js';
import { forgetKey } from '../session.js';
import { useCaller } from './caller.js';
import { MainMenu } from './main-menu.js';
import { SitePages } from './site-pages.js';
import { useShell } from './shell-data.js';
import { SitesList } from './sites-list.js';
import { StartStop } from './start-stop.js';

/** Main Menu, the Sites drop-down list, the state of the site, Start Site and Stop Site, and the site's pages. */
export function TopBar({ site }: { site: string | undefined }) {
  const { data: chosen, refresh } = useShell().site;
  const caller = useCaller();
  const live = useLive();
  return (
    <header class={`bar ${chosen?.kind.toLowerCase() ?? ''}`}>
      <MainMenu site={site} />
      <SitesList site={site} />
      {chosen !== undefined && (
        <>
          <SiteKind kind={chosen.kind} />
          <Status status={chosen.integrator} />
          <StartStop key={chosen.site} site={chosen} onDone={refresh} />
        </>
      )}
      <span class="grow" />
      {!live && (
        <span class="soft" role="status">
          Not live: looking for the API…
        </span>
      )}
      {caller.authentication === 'required' && (
        <Button kind="plain" onClick={signOut}>
          Sign out {caller.name}
        </Button>
      )}
      {site !== undefined && <SitePages site={site} />}
    </header>
  );
}

function signOut(): void {
  forgetKey();
  location.assign('/');
}
