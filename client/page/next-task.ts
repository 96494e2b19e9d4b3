/** Resolves in a later task, so that what waits comes first: input, a frame, or a worker's messages between two steps of WASM. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** How long the page's thread works at a time. */
const SLICE_MS = 6;

/**
 * Takes all steps of some work in tasks of a few milliseconds each, none of which is the current one.
 *
 * @param onDone called with what the work returns
 * @returns cancels what is left of it
 */
export function workInSlices<T>(steps: Iterator<unknown, T>, onDone: (result: T) => void): () => void {
  function work(): void {
    const until = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) {
        onDone(step.value);
        return;
      }
    } while (performance.now() < until);
    timer = setTimeout(work);
  }
  let timer = setTimeout(work);
  return () => clearTimeout(timer);
}
