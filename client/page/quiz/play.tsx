import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code/code.ts';
import { seedFace } from '../../../latent/face.ts';
import { useTexts } from '../texts/language.ts';
import { PORTRAIT_COUNT } from '../training-portraits.ts';
import { Link } from '../ui/link.tsx';
import { PictureCanvas } from '../ui/picture-canvas.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { UndoButton } from '../ui/undo-button.tsx';
import { drawRounds, EDGES, type Game, ROUNDS, SIDES, type Side } from './game.ts';
import { keepAnswers } from './kept-answers.ts';
import { PairList } from './pair-list.tsx';
import { Result } from './result.tsx';
import { addAnswer, NO_ANSWERS, readStatistics } from './statistics.ts';
import { quizTexts } from './texts.ts';
import { usePicturePairs } from './use-picture-pairs.ts';

type PlayProps = {
  game: Game;
  /** The answers that were given in it before. */
  kept: readonly Side[];
  /** Whether it takes the place of another game, whose button had the focus. */
  isNext: boolean;
  /** Starts another game, with pictures of another edge. */
  changeEdge: (edge: Game['edge']) => void;
  /** Starts another game. */
  playAnother: () => void;
  /** Starts the same one. */
  playAgain: () => void;
};

/** The ten rounds of a game, one after the other. */
export function Play({ game, kept, isNext, changeEdge, playAnother, playAgain }: PlayProps) {
  const quiz = useTexts(quizTexts);
  const rounds = useMemo(() => drawRounds(game, PORTRAIT_COUNT), [game]);
  const pairs = usePicturePairs(game, rounds);
  const [answers, setAnswers] = useState(kept);
  /** The answer whose feedback is on screen. */
  const [chosen, setChosen] = useState<Side | null>(null);
  const [statistics, setStatistics] = useState(NO_ANSWERS);
  const nextButton = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const index = answers.length - (chosen === null ? 0 : 1);
  const round = rounds[index];
  const pair = pairs[index];
  const marks = answers.map((side, i) => side === rounds[i]?.generatedSide);

  function choose(side: Side): void {
    if (chosen !== null) {
      // A second press has moved the focus to the face.
      nextButton.current?.focus({ preventScroll: true });
      return;
    }
    if (pair === undefined || round === undefined) {
      return;
    }
    const next = [...answers, side];
    setChosen(side);
    setAnswers(next);
    void keepAnswers(game, next);
    void addAnswer(statistics, side === round.generatedSide).then(setStatistics);
  }
  function next(): void {
    setChosen(null);
    heading.current?.focus({ preventScroll: true });
  }

  useEffect(() => void readStatistics().then(setStatistics), []);
  useEffect(() => {
    if (isNext && document.activeElement === document.body) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);

  // With the focus on the button, Enter goes on to the next round.
  useLayoutEffect(() => {
    if (chosen !== null) {
      nextButton.current?.focus({ preventScroll: true });
    }
  }, [chosen]);
  useArrows(choose);

  if (round === undefined) {
    return (
      <>
        <Result
          game={game}
          marks={marks}
          statistics={statistics}
          playAnother={playAnother}
          playAgain={playAgain}
        />
        <PairList game={game} rounds={rounds} pairs={pairs} answers={answers} />
      </>
    );
  }
  const isRight = chosen === round.generatedSide;
  const originOf = (side: Side) => (side === round.generatedSide ? 'generated' : 'portrait');
  return (
    <section class="round" aria-labelledby="round">
      <div class="round-header">
        <h2 id="round" ref={heading} tabIndex={-1}>
          {quiz.round(index + 1, ROUNDS)}
        </h2>
        <div class="row">
          <UndoButton label={quiz.earlierGame} />
          <SegmentedControl
            label={quiz.size}
            segments={EDGES.map((edge) => ({
              text: quiz.sizes[edge],
              pressed: edge === game.edge,
              onPress: () => edge !== game.edge && changeEdge(edge),
            }))}
          />
        </div>
      </div>
      <div class="pair">
        {SIDES.map((side) => (
          <figure key={side} class={chosen === null ? undefined : originOf(side)}>
            <button
              type="button"
              class="face-button"
              aria-label={quiz.side[side]}
              aria-disabled={chosen !== null || pair === undefined}
              aria-pressed={chosen === side}
              onClick={() => choose(side)}
            >
              <PictureCanvas picture={pair?.[side]} label="" />
            </button>
            <figcaption>{chosen === null ? quiz.side[side] : quiz[originOf(side)]}</figcaption>
          </figure>
        ))}
      </div>
      <p class="answer-feedback" role="status">
        {chosen === null ? quiz.question : quiz.feedback(isRight, round.generatedSide)}
      </p>
      <div class="row">
        {chosen !== null && (
          <>
            <button ref={nextButton} type="button" class="button primary" onClick={next}>
              {answers.length === ROUNDS ? quiz.finish : quiz.next}
            </button>
            <Link
              class="button"
              to={{ view: 'studio', code: encodeFace(seedFace(game.model, round.seed)), parts: [] }}
            >
              {quiz.studio}
            </Link>
          </>
        )}
        <Score marks={marks} streak={statistics.streak} best={statistics.best} />
      </div>
    </section>
  );
}

function Score({ marks, streak, best }: { marks: readonly boolean[]; streak: number; best: number }) {
  const quiz = useTexts(quizTexts);
  return (
    <div class="score">
      <ol class="progress-dots" aria-label={quiz.score(marks.filter(Boolean).length, marks.length)}>
        {Array.from({ length: ROUNDS }, (_, i) => (
          <li key={i} class={classOfMark(marks[i])} />
        ))}
      </ol>
      <span>{quiz.streak(streak, best)}</span>
    </div>
  );
}

function classOfMark(mark: boolean | undefined): string | undefined {
  if (mark === undefined) {
    return undefined;
  }
  return mark ? 'correct' : 'incorrect';
}

/** The left and right arrow keys choose a face wherever the focus is, except in a field that they change. */
function useArrows(choose: (side: Side) => void): void {
  const latest = useRef(choose);
  latest.current = choose;
  useEffect(() => {
    function onKeyDown({ key, altKey, ctrlKey, metaKey, target }: KeyboardEvent): void {
      if (altKey || ctrlKey || metaKey || (target instanceof Element && target.matches('select, input'))) {
        return;
      }
      if (key === 'ArrowLeft') {
        latest.current(0);
      }
      if (key === 'ArrowRight') {
        latest.current(1);
      }
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
