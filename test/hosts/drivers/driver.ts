/** A browser that a test drives, other than Chromium. */
export type Driver = {
  /** The browser and its version, as it names itself. */
  readonly name: string;
  /** Opens a URL, and waits until it has loaded. */
  open(url: string): Promise<void>;
  /**
   * Runs an expression in the page, and waits for its promise.
   *
   * @param code a JavaScript expression whose value JSON can hold
   * @throws Error with the message of what it threw
   */
  evaluate(code: string): Promise<unknown>;
  /** Gives the page a width and height in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
};

/** Wraps an expression: its value, or what it throws, as JSON. */
export function asJson(code: string): string {
  return `Promise.resolve().then(() => (${code})).then(
    (value) => JSON.stringify({ value }), (error) => JSON.stringify({ error: String(error) }))`;
}

/** @throws Error with the message of what the expression threw */
export function fromJson(text: unknown): unknown {
  const { value, error } = JSON.parse(String(text));
  if (error !== undefined) {
    throw new Error(error);
  }
  return value;
}
