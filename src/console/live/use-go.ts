import { useLocation } from 'preact-iso';
import { useCallback } from 'preact/hooks';

/** Shows another address. `replace`: going back does not come by the present one. */
export type Go = (address: string, replace?: boolean) => void;

/**
 * For what follows an answer of the API: goes nowhere where the page it belongs to was left meanwhile, so that one that
 * comes late takes nobody away from what he does now.
 */
export function useGo(): Go {
  const { path, route } = useLocation();
  return useCallback<Go>(
    (address, replace = false) => {
      if (presentPath() === path) route(address, replace);
    },
    [path, route],
  );
}

/** As preact-iso writes it. */
function presentPath(): string {
  return location.pathname.replace(/\/+$/, '') || '/';
}
