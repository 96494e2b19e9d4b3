import type { BackendChoice } from '../engine/backend.ts';
import type { Progress } from '../engine/progress.ts';
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
  const loading = progress.stage !== 'ready';
  return (
    <div class="status">
      <p role="status">{loading || backend === null ? doing(progress) : drawing(backend)}</p>
      {loading ? (
        <progress value={progress.fraction} aria-label="Preparing the model" />
      ) : (
        <p class="reason">{backend?.reason}</p>
      )}
    </div>
  );
}

function drawing({ backend }: BackendChoice): string {
  return backend === 'webgpu' ? 'Drawn on your device, WebGPU' : 'Drawn on your device, WASM';
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
