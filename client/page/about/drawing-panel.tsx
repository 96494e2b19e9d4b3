import { RUNTIMES, type RuntimeName } from '@dareka/engine';
import { useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { nameOfDrawnBy, RUNTIME_NAMES, statusTexts } from '../texts/status.ts';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { aboutTexts } from './texts.ts';

/** What draws and why, and a switch between the kernel and ONNX Runtime. */
export function DrawingPanel() {
  const app = useAppContext();
  const about = useTexts(aboutTexts);
  const status = useTexts(statusTexts);
  const drawnBy = useStore(app.backend);
  if (drawnBy === null) {
    return null;
  }
  const { runtime, reason } = drawnBy;
  const asked = app.requestedRuntime ?? 'kernel';
  return (
    <section class="panel" aria-labelledby="drawing">
      <h2 id="drawing">{about.drawing}</h2>
      <p>
        <strong>{nameOfDrawnBy(drawnBy)}</strong>: {status.reason(reason)}
      </p>
      <p>{runtime === asked ? about.whyRuntime[runtime] : about.kernelCannot}</p>
      <SegmentedControl
        label={about.drawing}
        segments={RUNTIMES.map((name) => ({
          text: RUNTIME_NAMES[name],
          pressed: name === asked,
          onPress: () => location.assign(addressWith(name)),
        }))}
      />
    </section>
  );
}

/** The address of this page, drawn by that runtime. The engine is opened once, so the page is loaded again. */
function addressWith(runtime: RuntimeName): string {
  const url = new URL(location.href);
  if (runtime === 'kernel') {
    url.searchParams.delete('runtime');
  } else {
    url.searchParams.set('runtime', runtime);
  }
  return url.href;
}
