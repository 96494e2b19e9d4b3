declare namespace Cloudflare {
  /** What `cloudflare:workers` exports as `env`. */
  interface Env extends Readonly<import('./env.ts').Bindings> {}
  /** What it exports as `exports`: the worker itself. */
  interface GlobalProps {
    mainModule: typeof import('./index.ts');
  }
}

/** Bundled by wrangler, compiled when the worker is deployed. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  // biome-ignore lint/style/noDefaultExport: that is what wrangler makes of it
  export default module;
}

/** What of Node the worker uses; the types of all of Node would hide which globals a worker has. */
declare module 'node:zlib' {
  export const constants: { readonly Z_RLE: number };
  export function deflateSync(bytes: Uint8Array, options: { readonly strategy: number }): Uint8Array;
}
