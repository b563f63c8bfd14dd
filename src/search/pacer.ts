/** What long work calls between its steps. */
export type Pause = () => Promise<void>;

const SLICE_MS = 10;

/** Gives way to other work whenever a slice of time is used up. */
export function createPause(sliceMs = SLICE_MS): Pause {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < sliceMs) return;
    await new Promise(setImmediate);
    since = performance.now();
  };
}
