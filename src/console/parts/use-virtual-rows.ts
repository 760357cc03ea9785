import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

interface VirtualRowsOptions {
  count: number;
  /** Of a row before it was measured, in pixels. */
  height: number;
  /** Another one only where a key may be another: all rows are placed anew then. */
  keyOf: (index: number) => string;
}

/** Of a long list, the rows that are in view, and some more. */
export interface VirtualRows {
  /** Of what scrolls. */
  scroller: RefObject<HTMLDivElement | null>;
  rows: VirtualItem[];
  /** Height of all of them, in pixels. */
  total: number;
  /** To be the `ref` of each row, which has its index as `data-index`. */
  measure: (row: Element | null) => void;
}

export function useVirtualRows({ count, height, keyOf }: VirtualRowsOptions): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null);
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  const options = {
    count,
    estimateSize: () => height,
    getItemKey: keyOf,
    getScrollElement: () => scroller.current,
    observeElementOffset,
    observeElementRect,
    scrollToFn: elementScroll,
    overscan: 8,
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLDivElement, Element>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    scroller,
    rows: virtualizer.getVirtualItems(),
    total: virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
  };
}
