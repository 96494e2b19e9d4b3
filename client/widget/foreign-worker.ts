/** A worker of another origin. */

/** The part of a trusted types policy that is used here; TypeScript's DOM has none of it yet. */
type ScriptUrls = { createScriptURL(url: string): string };
type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptUrls;
};

/** What a page that asks for trusted types has to allow: `trusted-types dareka`. */
const POLICY = 'dareka';

/**
 * How to start a worker whose script may lie on another origin. Browsers refuse to do that directly; they do
 * start a blob of the page's own origin, which then imports the script as any module may. The worker so has the
 * page's policy. In a sandboxed frame, which has no origin, Chromium starts no module from a blob: there it is
 * a `data:` URL.
 *
 * @returns starts one.
 * @throws where the page's policy forbids it
 */
export function foreignWorker(script: URL): () => Worker {
  let start: string | undefined;
  let policy: ScriptUrls | undefined;
  return () => {
    // Not that of `location`: a sandboxed frame has no origin, wherever it came from.
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
