import { useEffect, useState } from 'preact/hooks';
import { measureStorage, removeStorage, type StorageUsage } from '../../storage/usage.ts';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { ConfirmedButton } from '../ui/confirmed-button.tsx';
import { aboutTexts } from './texts.ts';

const PARTS = ['model', 'runtime', 'page', 'training'] as const;

/** Whether the files that training needs are stored. */
type TrainingStorage = 'unknown' | 'missing' | 'storing' | 'stored' | 'failed';

/** What is stored on this device, and the buttons that store what training needs and remove everything. */
export function StoragePanel() {
  const app = useAppContext();
  const about = useTexts(aboutTexts);
  const ready = useStore(app.offline.ready);
  const [stored, setStored] = useState<StorageUsage | null>(null);
  const [removed, setRemoved] = useState(false);
  const [training, setTraining] = useState<TrainingStorage>('unknown');
  /** The size of what training has to download; null while it is unknown. */
  const [bytes, setBytes] = useState<number | null>(null);

  useEffect(() => {
    void measureStorage().then(setStored);
  }, [ready, removed, training]);

  useEffect(() => {
    if (!ready) {
      return;
    }
    let isCurrent = true;
    void app.offline.trainingBytes().then((size) => {
      if (isCurrent) {
        setBytes(size);
        setTraining(size === 0 ? 'stored' : 'missing');
      }
    });
    return () => {
      isCurrent = false;
    };
  }, [app, ready]);

  async function storeTraining(): Promise<void> {
    setTraining('storing');
    await app.offline.storeTraining().then(
      () => setTraining('stored'),
      (error: unknown) => {
        console.info('dareka: training is not stored for offline use:', error);
        setTraining('failed');
      },
    );
  }

  async function remove(): Promise<void> {
    await removeStorage();
    setRemoved(true);
  }
  return (
    <section class="panel" aria-labelledby="storage">
      <h2 id="storage">{about.storage}</h2>
      <p role="status">{removed ? about.removed : statusOf(about, ready, training)}</p>
      {stored !== null && (
        <dl class="description-list">
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
        {!removed && (training === 'missing' || training === 'failed') && (
          <button type="button" class="button primary" onClick={() => void storeTraining()}>
            {about.storeTraining(bytes === null ? null : bytes / 1e6)}
          </button>
        )}
        <ConfirmedButton
          label={about.remove}
          question={about.removeQuestion((stored?.training ?? 0) > 0)}
          confirm={about.confirmRemoval}
          cancel={about.cancelRemoval}
          onConfirm={() => void remove()}
        />
      </div>
    </section>
  );
}

function statusOf(about: typeof aboutTexts.en, ready: boolean, training: TrainingStorage): string {
  if (!ready) {
    return about.offlinePending;
  }
  switch (training) {
    case 'storing':
      return about.storingTraining;
    case 'stored':
      return about.offlineReady;
    case 'failed':
      return about.trainingNotStored;
    default:
      return about.offlineWithoutTraining;
  }
}
