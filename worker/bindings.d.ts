declare namespace Cloudflare {
  /** What `cloudflare:workers` exports as `env`. */
  interface Env {
    readonly ASSETS: Fetcher;
  }
  /** What it exports as `exports`: the worker itself. */
  interface GlobalProps {
    mainModule: typeof import('./index.ts');
  }
}
