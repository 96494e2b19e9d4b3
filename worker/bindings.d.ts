declare namespace Cloudflare {
  /** `env` of `cloudflare:workers`. */
  interface Env extends Readonly<import('./env.ts').Bindings> {}
  /** `exports` of `cloudflare:workers`: the worker itself. */
  interface GlobalProps {
    mainModule: typeof import('./index.ts');
  }
}

/** wrangler bundles it; it is compiled when the worker is deployed. */
declare module '*.wasm' {
  const module: WebAssembly.Module;
  // biome-ignore lint/style/noDefaultExport: wrangler's rule for .wasm files
  export default module;
}

/** The part of Node that the worker uses. All of Node's types would declare globals that a worker does not have. */
declare module 'node:zlib' {
  export const constants: { readonly Z_RLE: number };
  export function deflateSync(bytes: Uint8Array, options: { readonly strategy: number }): Uint8Array;
}
