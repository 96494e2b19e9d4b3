/** Starts a worker whose script is on another origin. */

/** The part of the Trusted Types API that is used here; TypeScript's DOM types lack it. */
type ScriptUrls = { createScriptURL(url: string): string };
type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptUrls;
};

/** A page that requires trusted types has to allow this policy: `trusted-types dareka`. */
const POLICY = 'dareka';

/**
 * Browsers refuse to start a worker from a script of another origin, but start a blob of the page's own origin, which may
 * then import the script. The worker has the page's content security policy. In a sandboxed frame, which has an opaque
 * origin, Chromium starts no module worker from a blob, but from a `data:` URL.
 *
 * @returns starts the worker; throws where the page's policy forbids it
 */
export function crossOriginWorker(script: URL): () => Worker {
  let start: string | undefined;
  let policy: ScriptUrls | undefined;
  return () => {
    // Not `location.origin`: that of a sandboxed frame is 'null' whatever its location.
    if (script.origin === origin) {
      return new Worker(script, { type: 'module' });
    }
    const type = 'text/javascript';
    const code = `import ${JSON.stringify(script.href)};`;
    start ??=
      origin === 'null'
        ? `data:${type},${encodeURIComponent(code)}`
        : URL.createObjectURL(new Blob([code], { type }));
    const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
    policy ??= trustedTypes?.createPolicy(POLICY, { createScriptURL: (url) => url });
    return new Worker(policy?.createScriptURL(start) ?? start, { type: 'module' });
  };
}
