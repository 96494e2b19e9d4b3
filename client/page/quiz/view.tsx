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

/** Which of two faces is generated? The game is in the address, so that its link gives others the same ten rounds. */
export function View() {
  const app = useAppContext();
  const quiz = useTexts(quizTexts);
  const route = useStore(app.router.route);
  const retries = useStore(app.retries);
  const [game, setGame] = useState<Game | null>(null);
  const [isModelMissing, setModelMissing] = useState(false);
  const requested = parseGame(route);
  const key = requested === null ? '' : keyOf(requested);

  useEffect(() => {
    // The address has changed because this game was put there.
    if (route.view !== 'quiz' || (game !== null && key === keyOf(game))) {
      return;
    }
    let isCurrent = true;
    app.code.set(null);
    openGame(app, requested).then(
      (next) => {
        if (!isCurrent) {
          return;
        }
        setModelMissing(requested !== null && next.model !== requested.model);
        setGame(next);
        app.router.replace(gameRoute(next));
      },
      (error: unknown) => isCurrent && app.failure.set(toFailure(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [app, key, retries]);

  if (game === null) {
    return <Loading />;
  }
  return (
    <div class="quiz">
      {isModelMissing && (
        <p class="notice" role="alert">
          {quiz.modelMissing}
        </p>
      )}
      <Play
        key={keyOf(game)}
        game={game}
        playAgain={(edge) => app.router.go(gameRoute(randomGame(game.model, edge)))}
      />
      <section class="panel" aria-labelledby="telling">
        <h2 id="telling">{quiz.hintsTitle}</h2>
        <p class="aside">{quiz.hints}</p>
        <p class="aside">{quiz.portraitSource}</p>
        <p class="aside">{quiz.sameProcessing}</p>
      </section>
    </div>
  );
}

function keyOf(game: Game): string {
  return gameRoute(game).parts.join('/');
}

/** The requested game. Without one, or if this site does not have its model, a random game of the default model. */
async function openGame(app: AppContext, requested: Game | null): Promise<Game> {
  if (requested !== null) {
    try {
      await app.loadModel(requested.model);
      return requested;
    } catch (error) {
      if (!(error instanceof EngineError) || error.failure.kind !== 'model') {
        throw error;
      }
      app.dropProgress(requested.model);
    }
  }
  return randomGame((await app.loadModel()).tag, requested?.edge ?? EDGES[0]);
}
