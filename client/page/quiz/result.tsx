import { useEffect, useRef } from 'preact/hooks';
import { formatRoute } from '../shell/route.ts';
import { useTexts } from '../texts/language.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { LinkField } from '../ui/link-field.tsx';
import { type Game, routeOfGame } from './game.ts';
import type { QuizStatistics } from './statistics.ts';
import { quizTexts } from './texts.ts';

type ResultProps = {
  game: Game;
  /** Whether each answer was right. */
  marks: readonly boolean[];
  statistics: QuizStatistics;
  /** Starts another game. */
  playAnother: () => void;
  /** Starts the same one. */
  playAgain: () => void;
};

/** How good a result is. @param share of the answers that are right */
function gradeOf(share: number): 'all' | 'many' | 'most' | 'half' | 'few' {
  if (share === 1) {
    return 'all';
  }
  if (share > 0.8) {
    return 'many';
  }
  if (share > 0.6) {
    return 'most';
  }
  return share >= 0.4 ? 'half' : 'few';
}

/** The result of a game, and its link, with which others play the same ten rounds. */
export function Result({ game, marks, statistics, playAnother, playAgain }: ResultProps) {
  const quiz = useTexts(quizTexts);
  const field = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const right = marks.filter(Boolean).length;
  const link = new URL(formatRoute(routeOfGame(game)), location.origin).href;
  const text = quiz.shareText(right, marks.length);

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  /** Opens the share dialog of the browser; it rejects when the visitor closes it. */
  const share = (): void => void navigator.share({ text, url: link }).catch(() => {});
  return (
    <section class="round result" aria-labelledby="result">
      <h2 id="result" ref={heading} tabIndex={-1}>
        {quiz.result(right, marks.length)}
      </h2>
      <p>{quiz.comments[gradeOf(right / marks.length)]}</p>
      <p class="aside">{quiz.statistics(statistics.best, statistics.right, statistics.answers)}</p>
      <div class="share">
        <LinkField field={field} link={link} label={quiz.link} />
        <button type="button" class="button primary" onClick={playAnother}>
          {quiz.another}
        </button>
        <button type="button" class="button" onClick={playAgain}>
          {quiz.again}
        </button>
        {'share' in navigator && (
          <button type="button" class="button" onClick={share}>
            {quiz.share}
          </button>
        )}
        <CopyButton text={`${text} ${link}`} label={quiz.copy} onRefused={() => field.current?.select()} />
      </div>
    </section>
  );
}
