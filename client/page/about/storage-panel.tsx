import { useEffect, useState } from 'preact/hooks';
import { measureStorage, removeStorage, type StorageUsage } from '../../storage/usage.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { aboutTexts } from './texts.ts';

const PARTS = ['model', 'runtime', 'page', 'training'] as const;

/** What is stored on this device, and the button that removes it. */
export function StoragePanel() {
  const app = useAppContext();
  const about = useTexts(aboutTexts);
  const ready = useStore(app.offline.ready);
  const [stored, setStored] = useState<StorageUsage | null>(null);
  const [removed, setRemoved] = useState(false);

  useEffect(() => {
    void measureStorage().then(setStored);
  }, [ready, removed]);

  async function remove(): Promise<void> {
    await removeStorage();
    setRemoved(true);
  }
  return (
    <section class="panel" aria-labelledby="storage">
      <h2 id="storage">{about.storage}</h2>
      <p role="status">{removed ? about.removed : ready ? about.offlineReady : about.offlinePending}</p>
      {stored !== null && (
        <dl class="facts">
          {PARTS.filter((part) => stored[part] > 0).map((part) => (
            <div key={part}>
              <dt>{about.parts[part]}</dt>
              <dd>{about.megabytes(stored[part] / 1e6)}</dd>
            </div>
          ))}
        </dl>
      )}
      <p class="aside">{about.storageNote}</p>
      <div class="row">
        <button type="button" class="button" onClick={() => void remove()}>
          {about.remove}
        </button>
      </div>
    </section>
  );
}
