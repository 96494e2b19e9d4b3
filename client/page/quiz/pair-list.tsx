import { toFailure } from '@dareka/engine';
import { useEffect, useRef, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code/code.ts';
import { seedFace } from '../../../latent/face.ts';
import { useAppContext } from '../app-context.ts';
import { useLoaded } from '../hooks/use-loaded.ts';
import { discriminatorBytes } from '../models/page-model.ts';
import { useTexts } from '../texts/language.ts';
import { Link } from '../ui/link.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { type Game, type Round, SIDES, type Side } from './game.ts';
import { opinionsOf, type PairOpinion } from './opinions.ts';
import { quizTexts } from './texts.ts';
import type { PicturePair } from './use-picture-pairs.ts';

type PairListProps = {
  game: Game;
  rounds: readonly Round[];
  pairs: readonly PicturePair[];
  answers: readonly Side[];
};

/** The pairs of a game that is over, and on request what the discriminator says of them. */
export function PairList({ game, rounds, pairs, answers }: PairListProps) {
  const app = useAppContext();
  const quiz = useTexts(quizTexts);
  const model = useLoaded(() => app.loadModel(game.model), [game.model]);
  const [opinions, setOpinions] = useState<readonly PairOpinion[] | null>(null);
  /** The fraction of the pairs that it has seen, 0 … 1; null while it is not asked. */
  const [progress, setProgress] = useState<number | null>(null);
  const unmounted = useRef(new AbortController());
  useEffect(() => () => unmounted.current.abort(), []);
  const bytes = model === null ? undefined : discriminatorBytes(model.manifest);

  async function ask(): Promise<void> {
    if (model === null) {
      return;
    }
    const { signal } = unmounted.current;
    setProgress(0);
    try {
      setOpinions(await opinionsOf(app, model, rounds, signal, setProgress));
    } catch (error) {
      if (!signal.aborted) {
        app.failure.set(toFailure(error));
      }
    }
    setProgress(null);
  }
  const found = opinions?.filter(({ generated, portrait }) => generated < portrait).length;
  return (
    <section class="panel pairs" aria-labelledby="pairs">
      <h2 id="pairs">{quiz.pairs}</h2>
      {bytes !== undefined && opinions === null && (
        <div class="row">
          <button
            type="button"
            class="button"
            aria-disabled={progress !== null}
            onClick={() => progress === null && void ask()}
          >
            {quiz.ask}
          </button>
          <span class="aside">{quiz.askNote(bytes / 1e6)}</span>
        </div>
      )}
      <p role="status">
        {progress !== null && `${quiz.asking} ${Math.round(progress * 100)} %`}
        {found !== undefined && quiz.discriminatorScore(found, rounds.length)}
      </p>
      <ol class="pair-list">
        {rounds.map((round, i) => (
          <Pair
            key={round.seed}
            model={game.model}
            number={i + 1}
            round={round}
            pictures={pairs[i]}
            isRight={answers[i] === round.generatedSide}
            opinion={opinions?.[i]}
          />
        ))}
      </ol>
    </section>
  );
}

type PairProps = {
  /** The tag of the model. */
  model: string;
  number: number;
  round: Round;
  pictures: PicturePair | undefined;
  isRight: boolean;
  opinion: PairOpinion | undefined;
};

function Pair({ model, number, round, pictures, isRight, opinion }: PairProps) {
  const quiz = useTexts(quizTexts);
  return (
    <li>
      <div class="pair-pictures">
        {SIDES.map((side) => {
          const isGenerated = side === round.generatedSide;
          const picture = pictures?.[side];
          return (
            <figure key={side} class={isGenerated ? 'generated' : undefined}>
              {isGenerated ? (
                <Link
                  class="face-link"
                  to={{ view: 'studio', code: encodeFace(seedFace(model, round.seed)), parts: [] }}
                  label={quiz.openGenerated(number)}
                >
                  <PictureCanvas picture={picture} label="" />
                  {opinion && <ClueMark clue={opinion.clue} />}
                </Link>
              ) : (
                <PictureCanvas picture={picture} label={quiz.portraitOf(number)} />
              )}
              <figcaption>
                {isGenerated ? quiz.madeUp : quiz.portraitShort}
                {opinion && <small>{quiz.scored(isGenerated ? opinion.generated : opinion.portrait)}</small>}
              </figcaption>
            </figure>
          );
        })}
      </div>
      <p class="aside">
        {number}. {isRight ? quiz.youRight : quiz.youWrong}
        {opinion && ` ${quiz.clue(opinion.clue)}`}
      </p>
    </li>
  );
}

function ClueMark({ clue: { row, column, rows, columns } }: Pick<PairOpinion, 'clue'>) {
  return (
    <span
      class="clue"
      style={{
        left: `${(100 * column) / columns}%`,
        top: `${(100 * row) / rows}%`,
        width: `${100 / columns}%`,
        height: `${100 / rows}%`,
      }}
    />
  );
}
