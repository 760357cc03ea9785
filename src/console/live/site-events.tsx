import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';

import { follow } from '../../client/follow.js';
import { givenKey } from '../session.js';
import { useVisible } from './use-visible.js';

/** What the API tells of a site as it happens (`GET /sites/{site}/events`); `missed`: look everything up again. */
export interface SiteEvents {
  site: object;
  run: { run: string; status: string };
  progress: {
    run: string;
    step: string;
    records: number;
    bytes?: number;
    totalBytes?: number;
    secondsLeft?: number;
  };
  schedule: { schedule: string };
  definition: { integration?: string; integrationSet?: string };
  missed: object;
}

type Name = keyof SiteEvents;
type Listener = (name: Name, data: unknown) => void;

interface Stream {
  /** False while events of the site do not come: what is shown may be old. */
  live: boolean;
  listen: (listener: Listener) => () => void;
}

const SiteStream = createContext<Stream>({ live: true, listen: () => () => undefined });

/** Follows one site for everything inside. */
export function SiteEventsProvider({ site, children }: { site: string | undefined; children: ComponentChildren }) {
  const listeners = useRef(new Set<Listener>());
  const [live, setLive] = useState(true);

  const visible = useVisible();
  useEffect(() => {
    if (site === undefined || !visible) return undefined;
    const over = new AbortController();
    const tell: Listener = (name, data) => listeners.current.forEach((listener) => listener(name, data));
    void followSite(site, over.signal, tell, setLive);
    return () => over.abort();
  }, [site, visible]);

  const listen = useRef((listener: Listener) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  });
  return (
    <SiteStream.Provider value={{ live: live || site === undefined, listen: listen.current }}>
      {children}
    </SiteStream.Provider>
  );
}

async function followSite(site: string, signal: AbortSignal, tell: Listener, setLive: (live: boolean) => void) {
  const path = `/api/v1/sites/${encodeURIComponent(site)}/events`;
  const onOpen = () => {
    setLive(true);
    tell('missed', {});
  };
  try {
    for await (const { event, data } of follow(path, {
      url: '',
      token: givenKey,
      signal,
      onOpen,
      onBreak: () => setLive(false),
    })) {
      tell((event ?? 'missed') as Name, JSON.parse(data));
    }
  } catch {
    // It may not be followed. The API is there, and says why of what the pages look up themselves.
    setLive(true);
    tell('missed', {});
  }
}

/** Whether changes of the site are told as they happen. */
export function useLive(): boolean {
  return useContext(SiteStream).live;
}

/** Hears of one kind of event of the site that is followed, and of `missed` as of any kind. */
export function useSiteEvent<Kind extends Name>(kind: Kind, heard: (data: SiteEvents[Kind] | undefined) => void): void {
  const { listen } = useContext(SiteStream);
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(
    () =>
      listen((name, data) => {
        if (name === kind) latest.current(data as SiteEvents[Kind]);
        else if (name === 'missed') latest.current(undefined);
      }),
    [listen, kind],
  );
}
