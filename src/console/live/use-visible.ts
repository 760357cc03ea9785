import { useEffect, useState } from 'preact/hooks';

/**
 * Whether the tab is looked at. What is followed is let go of meanwhile: a browser has 6 connections to a host for all
 * its tabs, and one that is followed keeps one.
 */
export function useVisible(): boolean {
  const [visible, setVisible] = useState(isVisible);
  useEffect(() => {
    const changed = (): void => setVisible(isVisible());
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  return visible;
}

function isVisible(): boolean {
  return document.visibilityState === 'visible';
}
