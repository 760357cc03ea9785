import '../../styles/sites.css';

import { useShell } from '../../shell/shell-data.js';
import { Connections } from '../sites/connections.js';

/** The connections of the site as they are saved, each of which can be checked. */
export function SiteConnections() {
  const { data: site } = useShell().site;
  return site === undefined ? null : <Connections site={site} />;
}
