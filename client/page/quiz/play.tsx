import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { encodeFace } from '../../../latent/code.ts';
import { seedFace } from '../../../latent/face.ts';
import { Picture } from '../parts/picture.tsx';
import { Segments } from '../parts/segments.tsx';
import { PORTRAITS } from '../parts/training-portraits.ts';
import { Go } from '../shell/go.tsx';
import { useTexts } from '../texts/index.ts';
import { EDGES, type Game, ROUNDS, roundsOf } from './game.ts';
import { keepAnswer, readRecord } from './record.ts';
import { Result } from './result.tsx';
import { usePairs } from './use-pairs.ts';

/** What the pictures are painted at, in pixels. */
const EDGE = 384;
const SIDES = [0, 1] as const;
type Side = (typeof SIDES)[number];

type PlayProps = {
  game: Game;
  /** Another game, with faces of that size. */
  again: (edge: Game['edge']) => void;
};

/** The ten rounds of a game, one after the other. */
export function Play({ game, again }: PlayProps) {
  const { quiz } = useTexts();
  const rounds = useMemo(() => roundsOf(game, PORTRAITS), [game]);
  const pairs = usePairs(game, rounds);
  const [answers, setAnswers] = useState<readonly boolean[]>([]);
  const [chosen, setChosen] = useState<Side | null>(null);
  const [record, setRecord] = useState(readRecord);
  const [over, setOver] = useState(false);
  const onward = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const at = answers.length - (chosen === null ? 0 : 1);
  const round = rounds[at];
  const pair = pairs[at];

  function choose(side: Side): void {
    if (chosen !== null || pair === undefined || round === undefined) {
      return;
    }
    const isRight = side === round.madeUp;
    setChosen(side);
    setAnswers([...answers, isRight]);
    setRecord(keepAnswer(record, isRight));
  }
  function next(): void {
    setChosen(null);
    if (answers.length === ROUNDS) {
      setOver(true);
    } else {
      heading.current?.focus({ preventScroll: true });
    }
  }

  // Whoever plays by keyboard goes on with Enter.
  useLayoutEffect(() => {
    if (chosen !== null) {
      onward.current?.focus({ preventScroll: true });
    }
  }, [chosen]);
  useArrows(choose);

  if (over || round === undefined) {
    return <Result game={game} answers={answers} record={record} again={() => again(game.edge)} />;
  }
  const isRight = chosen === round.madeUp;
  return (
    <section class="round" aria-labelledby="round">
      <div class="line">
        <h2 id="round" ref={heading} tabIndex={-1}>
          {quiz.round(at + 1, ROUNDS)}
        </h2>
        <Segments
          label={quiz.size}
          segments={EDGES.map((edge) => ({
            text: quiz.sizes[edge],
            pressed: edge === game.edge,
            press: () => edge !== game.edge && again(edge),
          }))}
        />
      </div>
      <div class="pair">
        {SIDES.map((side) => (
          <figure
            key={side}
            class={chosen === null ? undefined : side === round.madeUp ? 'made-up' : 'portrait'}
          >
            <button
              type="button"
              class="pick"
              aria-label={quiz.side[side]}
              aria-disabled={chosen !== null || pair === undefined}
              aria-pressed={chosen === side}
              onClick={() => choose(side)}
            >
              <Picture picture={pair?.[side]} edge={EDGE} label="" />
            </button>
            <figcaption>
              {chosen === null ? quiz.side[side] : side === round.madeUp ? quiz.madeUp : quiz.portrait}
            </figcaption>
          </figure>
        ))}
      </div>
      <p class="verdict" role="status">
        {chosen === null ? quiz.ask : quiz.verdict(isRight, round.madeUp)}
      </p>
      <div class="row">
        {chosen !== null && (
          <>
            <button ref={onward} type="button" class="button strong" onClick={next}>
              {answers.length === ROUNDS ? quiz.finish : quiz.next}
            </button>
            <Go
              class="button"
              to={{ view: 'studio', code: encodeFace(seedFace(game.model, round.seed)), parts: [] }}
            >
              {quiz.studio}
            </Go>
          </>
        )}
        <Score answers={answers} streak={record.streak} best={record.best} />
      </div>
    </section>
  );
}

function Score({ answers, streak, best }: { answers: readonly boolean[]; streak: number; best: number }) {
  const { quiz } = useTexts();
  return (
    <div class="score">
      <ol class="pips" aria-label={quiz.pips(answers.filter(Boolean).length, answers.length)}>
        {Array.from({ length: ROUNDS }, (_, i) => (
          <li key={i} class={answers[i] === undefined ? undefined : answers[i] ? 'right' : 'wrong'} />
        ))}
      </ol>
      <span>{quiz.streak(streak, best)}</span>
    </div>
  );
}

/** The arrows point at a face, wherever the focus is. */
function useArrows(choose: (side: Side) => void): void {
  const latest = useRef(choose);
  latest.current = choose;
  useEffect(() => {
    function onKeyDown({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): void {
      if (altKey || ctrlKey || metaKey) {
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
