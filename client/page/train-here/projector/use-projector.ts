import { useAppContext } from '../../app-context.ts';
import { useStore } from '../../store.ts';
import { formatTrainHereRoute, parseTrainHereRoute } from '../route.ts';
import { fillScreen } from './full-screen.ts';

/** Whether the address asks for the layout for a room, and what enters and leaves it. */
export function useProjector(): { isShown: boolean; show: () => void; leave: () => void } {
  const app = useAppContext();
  const route = useStore(app.router.route);
  function turn(projector: boolean): void {
    const now = app.router.route.get();
    const parts = formatTrainHereRoute({ ...parseTrainHereRoute(now), projector });
    app.router.replace({ ...now, view: 'lesson', code: null, parts });
  }
  return {
    isShown: route.view === 'lesson' && parseTrainHereRoute(route).projector === true,
    // A dialog lies above the page in full screen only if it is opened after that.
    show: () => void fillScreen().then(() => turn(true)),
    leave: () => turn(false),
  };
}
