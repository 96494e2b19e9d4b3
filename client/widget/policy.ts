/**
 * What the page's content security policy has blocked. An image, a request or a worker that is blocked only fails; the reason
 * is in an event of the document, which comes shortly after.
 */

/** The directive that forbade it, by the URI that the browser reports. */
const blocked = new Map<string, string>();

/** From now on what is blocked is known. */
export function watchPolicy(): void {
  document.addEventListener('securitypolicyviolation', ({ disposition, blockedURI, effectiveDirective }) => {
    if (disposition === 'enforce') {
      blocked.set(blockedURI, effectiveDirective);
    }
  });
}

/**
 * The directive that has just blocked one of these, and forgets it, since the next attempt is blocked anew.
 *
 * @param uris URLs, or the keywords of CSP 3, section 5.2, such as `blob` and `wasm-eval`
 * @returns null where none was blocked
 */
export async function blockingDirective(...uris: readonly string[]): Promise<string | null> {
  // The event is dispatched by a task of its own.
  await new Promise((resolve) => setTimeout(resolve));
  let directive: string | null = null;
  for (const uri of uris) {
    directive ??= blocked.get(uri) ?? null;
    blocked.delete(uri);
  }
  return directive;
}
