/** Starts a worker whose script a page cannot start directly: one of another origin, or one that is in memory. */

/** The part of the Trusted Types API that is used here; TypeScript's DOM types lack it. */
type ScriptUrls = { createScriptURL(url: string): string };
type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptUrls;
};

/** A page that requires trusted types has to allow this policy: `trusted-types dareka`. */
const POLICY = 'dareka';

/**
 * Browsers refuse to start a worker from a script of another origin, but start a blob of the page's own origin, which may
 * then import the script. The worker has the page's content security policy, which has to allow `worker-src blob:`.
 *
 * @param script an ES module that the other origin lets every site load (CORS)
 * @returns starts the worker; throws where the page's policy forbids it
 */
export function crossOriginWorker(script: URL): () => Worker {
  const start = workerOfCode(`import ${JSON.stringify(script.href)};`);
  // Not `location.origin`: that of a sandboxed frame is 'null' whatever its location.
  return () => (script.origin === origin ? new Worker(script, { type: 'module' }) : start());
}

/**
 * In a sandboxed frame, which has an opaque origin, Chromium starts no module worker from a blob, but from a `data:` URL.
 *
 * @param code of an ES module that imports nothing by relative URL
 * @returns starts a worker that runs the code; throws where the page's policy forbids it
 */
export function workerOfCode(code: string): () => Worker {
  let url: string | undefined;
  let policy: ScriptUrls | null | undefined;
  return () => {
    const type = 'text/javascript';
    url ??=
      origin === 'null'
        ? `data:${type},${encodeURIComponent(code)}`
        : URL.createObjectURL(new Blob([code], { type }));
    policy ??= createPolicy();
    return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module' });
  };
}

/** Null where there are no trusted types, or where the page forbids the policy: then the page's own default policy decides. */
function createPolicy(): ScriptUrls | null {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  try {
    return trustedTypes?.createPolicy(POLICY, { createScriptURL: (url) => url }) ?? null;
  } catch {
    return null;
  }
}
