import { toFailure } from '@dareka/engine';
import { useEffect, useState } from 'preact/hooks';
import { subjectOf } from '../../../latent/condition/condition-words.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { type AppContext, useAppContext } from '../app-context.ts';
import { useShownModel } from '../hooks/use-model-on-screen.ts';
import { modelOrDefault } from '../models/model-or-default.ts';
import { useStore } from '../store.ts';
import { useTexts } from '../texts/language.ts';
import { Loading } from '../ui/loading.tsx';
import { ModelPicker } from '../ui/model-picker.tsx';
import { EDGES, type Game, gameInRoute, keyOf, randomGame, routeOfGame, type Side } from './game.ts';
import { keepAnswers, readAnswers } from './kept-answers.ts';
import { Play } from './play.tsx';
import { quizTexts } from './texts.ts';
import './quiz.css';

/** A game, with the answers that were given in it before. */
type OpenGame = {
  readonly game: Game;
  /** The id of its model. */
  readonly id: string;
  readonly kept: readonly Side[];
  /** How many times it was begun again. */
  readonly attempt: number;
  /** Whether it replaced another game on screen. */
  readonly isNext: boolean;
};

/** Which of two faces is generated? The game is in the address, so that its link gives others the same ten rounds. */
export function View() {
  const app = useAppContext();
  const quiz = useTexts(quizTexts);
  const route = useStore(app.router.route);
  const retries = useStore(app.retries);
  const [open, setOpen] = useState<OpenGame | null>(null);
  const [isModelMissing, setModelMissing] = useState(false);
  const requested = gameInRoute(route);
  const key = requested === null ? '' : keyOf(requested);

  useEffect(() => {
    // The address has changed because this game was put there.
    if (route.view !== 'quiz' || (open !== null && key === keyOf(open.game))) {
      return;
    }
    let isCurrent = true;
    app.code.set(null);
    openGame(app, requested).then(
      ([game, id, kept]) => {
        if (!isCurrent) {
          return;
        }
        setModelMissing(requested !== null && game.model !== requested.model);
        setOpen((before) => ({ game, id, kept, attempt: 0, isNext: before !== null }));
        app.router.replace(routeOfGame(game));
      },
      (error: unknown) => isCurrent && app.failure.set(toFailure(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [app, key, retries]);

  useShownModel(open?.game.model);
  if (open === null) {
    return <Loading />;
  }
  const { game, id, kept, attempt, isNext } = open;
  function playAgain(): void {
    void keepAnswers(game, []);
    setOpen({ game, id, kept: [], attempt: attempt + 1, isNext: true });
  }
  return (
    <div class="quiz">
      {isModelMissing && (
        <p class="notice" role="alert">
          {quiz.modelMissing}
        </p>
      )}
      <Play
        key={`${keyOf(game)} ${attempt}`}
        game={game}
        kept={kept}
        isNext={isNext}
        changeEdge={(edge) => app.router.change(routeOfGame(randomGame(game.model, edge)))}
        playAnother={() => app.router.go(routeOfGame(randomGame(game.model, game.edge)))}
        playAgain={playAgain}
      />
      <section class="panel" aria-labelledby="telling">
        <h2 id="telling">{quiz.hintsTitle}</h2>
        <p class="aside">{quiz.hints}</p>
        <p class="aside">{quiz.portraitSource}</p>
        <p class="aside">{quiz.sameProcessing}</p>
        <div class="row">
          <ModelPicker
            id={id}
            offers={drawsPeople}
            onPick={(tag) => app.router.change(routeOfGame(randomGame(tag, game.edge)))}
          />
        </div>
      </section>
    </div>
  );
}

/** The pairs are a portrait and a face: pictures of something else are told apart at once. */
function drawsPeople({ condition }: Manifest): boolean {
  return subjectOf(condition) === 'person';
}

/**
 * The requested game; a random game of the default model where none is requested, or where this site has no such model of people.
 *
 * @returns the game, the id of its model, and the answers that were given in it before
 */
async function openGame(
  app: AppContext,
  requested: Game | null,
): Promise<readonly [game: Game, id: string, kept: readonly Side[]]> {
  const asked = await modelOrDefault(app, requested?.model);
  const { tag, manifest } = drawsPeople(asked.manifest) ? asked : await app.loadModel();
  const game = requested?.model === tag ? requested : randomGame(tag, requested?.edge ?? EDGES[0]);
  return [game, manifest.id, await readAnswers(game)];
}
