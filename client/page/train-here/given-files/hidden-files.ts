/** Files that systems write beside a person's own, which nobody means to give. */

/** @param path with folders, as `trip/._one.jpg` */
export function isHiddenFile(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  return (
    parts.some((part) => /^\.[^.]/.test(part) || part === '__MACOSX') ||
    ['thumbs.db', 'desktop.ini'].includes(name.toLowerCase())
  );
}
