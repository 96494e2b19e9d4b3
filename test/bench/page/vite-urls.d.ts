/** Vite's import of a file as its URL. */
declare module '*?url' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: Vite's
  export default url;
}
