import { useAppContext } from '../../app-context.ts';
import { useStore } from '../../store.ts';
import { formatLessonRoute, parseLessonRoute } from '../route.ts';
import { fillScreen } from './full-screen.ts';

/** Whether the address asks for the layout for a room, and the ways there and back. */
export function useProjector(): { isShown: boolean; show: () => void; leave: () => void } {
  const app = useAppContext();
  const route = useStore(app.router.route);
  const lesson = parseLessonRoute(route);
  function turn(projector: boolean): void {
    const now = app.router.route.get();
    const parts = formatLessonRoute({ ...parseLessonRoute(now), projector });
    app.router.replace({ ...now, view: 'lesson', code: null, parts });
  }
  return {
    isShown: route.view === 'lesson' && lesson.projector === true,
    // What is opened after the page fills the screen lies above it.
    show: () => void fillScreen().then(() => turn(true)),
    leave: () => turn(false),
  };
}
