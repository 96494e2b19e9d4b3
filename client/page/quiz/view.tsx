import { EngineError, toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { type AppContext, useAppContext } from '../app-context.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { Loading } from '../ui/loading.tsx';
import { EDGES, type Game, gameRoute, parseGame, randomGame } from './game.ts';
import { Play } from './play.tsx';
import { quizTexts } from './texts.ts';
import './quiz.css';

/** Which of two faces is made up? Ten rounds, in the address, so that a friend gets the same ones. */
export function View() {
  const app = useAppContext();
  const quiz = useTexts(quizTexts);
  const route = useStore(app.router.route);
  const retries = useStore(app.retries);
  const [game, setGame] = useState<Game | null>(null);
  const [unknown, setUnknown] = useState(false);
  const asked = parseGame(route);
  const key = asked === null ? '' : keyOf(asked);

  useEffect(() => {
    // What is played already only has its address now.
    if (route.view !== 'quiz' || (game !== null && key === keyOf(game))) {
      return;
    }
    let wanted = true;
    app.code.set(null);
    openGame(app, asked).then(
      (next) => {
        if (!wanted) {
          return;
        }
        setUnknown(asked !== null && next.model !== asked.model);
        setGame(next);
        app.router.replace(gameRoute(next));
      },
      (error: unknown) => wanted && app.failure.set(toFailure(error)),
    );
    return () => {
      wanted = false;
    };
  }, [app, key, retries]);

  if (game === null) {
    return <Loading />;
  }
  return (
    <div class="quiz">
      {unknown && (
        <p class="notice" role="alert">
          {quiz.unknown}
        </p>
      )}
      <Play
        key={keyOf(game)}
        game={game}
        again={(edge) => app.router.go(gameRoute(randomGame(game.model, edge)))}
      />
      <section class="panel" aria-labelledby="telling">
        <h2 id="telling">{quiz.telling}</h2>
        <p class="aside">{quiz.tells}</p>
        <p class="aside">{quiz.source}</p>
        <p class="aside">{quiz.fair}</p>
      </section>
    </div>
  );
}

function keyOf(game: Game): string {
  return gameRoute(game).parts.join('/');
}

/** The game that was asked for; a fresh one of the default model where none was, or where this site lacks its model. */
async function openGame(app: AppContext, asked: Game | null): Promise<Game> {
  if (asked !== null) {
    try {
      await app.loadModel(asked.model);
      return asked;
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure.kind !== 'model') {
        throw error;
      }
      app.dropProgress(asked.model);
    }
  }
  return randomGame((await app.loadModel()).tag, asked?.edge ?? EDGES[0]);
}
