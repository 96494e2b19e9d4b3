/** Vite writes these in. */
interface ImportMeta {
  readonly env: { readonly VITE_SITE: string };
}
