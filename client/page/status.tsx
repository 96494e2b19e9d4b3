import type { BackendChoice, Progress } from '@dareka/engine';
import type { Gallery } from './gallery.ts';
import { aboutFailure } from './sentences.ts';
import { useStore } from './store.ts';

/** What draws the faces; before that, how far the preparations are, or why they failed. */
export function Status({ gallery }: { gallery: Gallery }) {
  const progress = useStore(gallery.progress);
  const backend = useStore(gallery.backend);
  const failure = useStore(gallery.failure);
  if (failure !== null) {
    return (
      <div class="status failed" role="alert">
        <p>{aboutFailure(failure)}</p>
        <button type="button" class="button strong" onClick={() => void gallery.retry()}>
          Try again
        </button>
      </div>
    );
  }
  if (progress.stage === 'ready' && backend !== null) return <Drawing choice={backend} />;
  return (
    <div class="status">
      <p role="status">{doing(progress)}</p>
      <progress value={progress.fraction} aria-label="Preparing the model" />
    </div>
  );
}

function Drawing({ choice: { backend, reason } }: { choice: BackendChoice }) {
  return (
    <div class="status">
      <p role="status">
        <strong>Drawn on your device, {backend === 'webgpu' ? 'WebGPU' : 'WASM'}</strong>
        <span class="reason"> {reason}</span>
      </p>
    </div>
  );
}

function doing(progress: Progress): string {
  switch (progress.stage) {
    case 'choosing':
      return 'Looking at what this device can do';
    case 'downloading':
      return 'Fetching the model';
    case 'starting':
      return 'Getting ready to draw';
    case 'checking':
    case 'ready':
      return 'Drawing the first face';
  }
}
