/** The kernel, compiled: kernel/tools/vite-plugin.ts puts it into the bundle. */
declare module 'virtual:kernel' {
  /** WebAssembly, as base64. */
  export const kernel: string;
}
