/** What went wrong, in sentences for people. */
import type { Failure } from '@dareka/engine';
import { CodeError } from '../../latent/code.ts';

/** Why the link in the address bar brings no face back. */
export function aboutLink(error: unknown): string {
  if (error instanceof CodeError && error.reason === 'version') {
    return 'This link was made by a newer Dareka than the one on this page. Try loading the page again.';
  }
  return 'This link is damaged: some of its characters are missing or wrong, so the face it held cannot be brought back.';
}

/** Why a face cannot be drawn, or why no face can. */
export function aboutFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'network':
      return 'The model could not be fetched. Is this device online?';
    case 'integrity':
      return `The model arrived damaged (${failure.file} is not the file that was published), so it is not being used.`;
    case 'format':
      return `This site's model cannot be read: ${failure.file} is not as it should be.`;
    case 'model':
      return 'This link asks for a model that this site does not have, so the face cannot be brought back here.';
    case 'face':
      return 'This link asks for something that its model cannot do, so the face cannot be brought back.';
    case 'backend':
      return failure.backend === 'webgpu'
        ? 'WebGPU does not work in this browser, and this address asks for nothing else.'
        : 'This browser could not start what draws the faces: it needs WebAssembly with SIMD.';
    case 'probe':
      return 'This device draws other pixels than it should, so its faces would not match their links.';
    case 'insecure':
      return 'Browsers let faces be drawn on secure pages only: open this page over https.';
    case 'internal':
      return 'The drawing stopped unexpectedly; this device may be short of memory.';
  }
}
