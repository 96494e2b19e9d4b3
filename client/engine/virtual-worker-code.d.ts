/** The engine's worker, bundled: client/widget/build/packages.ts puts it into the package. */
declare module 'virtual:worker-code' {
  /** An ES module without imports. */
  export const code: string;
}
