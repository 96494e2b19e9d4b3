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
