import { useAppContext } from '../../app-context.ts';
import { useStore } from '../../store.ts';
import { formatTrainHereRoute, parseTrainHereRoute } from '../route.ts';
import { fillScreen } from './full-screen.ts';

/** Whether the address asks for the layout for a room, and the ways there and back. */
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
    // What is opened after the page fills the screen lies above it.
    show: () => void fillScreen().then(() => turn(true)),
    leave: () => turn(false),
  };
}
