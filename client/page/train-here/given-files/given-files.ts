/** The files that the visitor chooses, drops or pastes: pictures, zips, and folders of both. */

/** A file by its name, or by its path where it came in a folder. */
export type GivenFile = { readonly name: string; readonly file: Blob };

/** Of a folder no more files are listed: a home folder may hold millions. */
const MAX_FILES = 20_000;

/**
 * Whether a file is one that systems write beside a person's own, which nobody means to give.
 *
 * @param path with folders, such as `trip/._one.jpg`
 */
export function isHiddenFile(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  return (
    parts.some((part) => /^\.[^.]/.test(part) || part === '__MACOSX') ||
    ['thumbs.db', 'desktop.ini'].includes(name.toLowerCase())
  );
}

/** The files of an input; those of a folder have its path. */
export function chosenFiles(files: Iterable<File>): GivenFile[] {
  return Array.from(files, (file) => ({ name: file.webkitRelativePath || file.name, file })).filter(
    ({ name }) => !isHiddenFile(name),
  );
}

/** The files that were dropped or pasted. It has to be called in the event's own task: the list is empty afterwards. */
export async function transferredFiles({ items }: DataTransfer): Promise<GivenFile[]> {
  const found: GivenFile[] = [];
  const roots = Array.from(items)
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  for (const root of roots) {
    if (root instanceof File) {
      found.push(...chosenFiles([root]));
    } else if (root !== null) {
      await collect(root, found);
    }
  }
  return found;
}

async function collect(entry: FileSystemEntry, found: GivenFile[]): Promise<void> {
  const name = entry.fullPath.replace(/^\//, '');
  if (found.length >= MAX_FILES || isHiddenFile(name)) {
    return;
  }
  if (isFile(entry)) {
    // One that is gone, or may not be read, is left out.
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
    if (file !== null) {
      found.push({ name, file });
    }
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    for (;;) {
      // A hundred at a time.
      const some = await new Promise<FileSystemEntry[]>((resolve) =>
        reader.readEntries(resolve, () => resolve([])),
      );
      if (some.length === 0) {
        return;
      }
      for (const each of some) {
        await collect(each, found);
      }
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
