/** Writes what shards.ts reads. */
import { Header } from 'tar';
import { TAR_BLOCK } from './tar-members.ts';

/**
 * A tar file (ustar), in parts. Equal members give equal bytes: no times, no owners.
 * @param members names of at most 100 ASCII characters
 */
export function tarFile(
  members: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (const { name, bytes } of members) {
    const header = Buffer.alloc(TAR_BLOCK);
    const needsExtension = new Header({
      path: name,
      size: bytes.length,
      type: 'File',
      mode: 0o644,
      uid: 0,
      gid: 0,
      mtime: new Date(0),
    }).encode(header, 0);
    if (needsExtension) {
      throw new RangeError(`${name}: a tar header has no room for this name or size`);
    }
    parts.push(header, bytes, new Uint8Array(-bytes.length & (TAR_BLOCK - 1)));
  }
  // Two empty blocks end a tar file.
  parts.push(new Uint8Array(2 * TAR_BLOCK));
  return parts;
}
