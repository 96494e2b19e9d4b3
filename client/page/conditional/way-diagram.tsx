import type { Condition } from '../../../latent/condition/condition-schema.ts';
import { useTexts } from '../texts/language.ts';
import { conditionalTexts } from './texts.ts';

export type Way = Condition['way'] | 'none';

/** In user units. Below the networks is room for what projection adds. */
const WIDTH = 414;
const HEIGHT: Readonly<Record<Way, number>> = { none: 112, concat: 112, auxiliary: 112, projection: 146 };

/** Both networks from left to right, and where y enters them. */
export function WayDiagram({ way, title }: { way: Way; title: string }) {
  const texts = useTexts(conditionalTexts);
  const hasClass = way !== 'none';
  return (
    <svg
      class="way-diagram"
      viewBox={`0 0 ${WIDTH} ${HEIGHT[way]}`}
      role="img"
      aria-label={texts.diagram(title)}
    >
      <Box x={6} y={hasClass ? 26 : 44} width={34} height={28} text="z" />
      <Arrow d={hasClass ? 'M40 40H58V52H78' : 'M40 58H78'} />
      {hasClass && (
        <>
          <Box x={6} y={62} width={34} height={28} text="y" isNew />
          <Arrow d="M40 76H58V64H78" isNew />
        </>
      )}
      <Network x={82} y={32} name="G" />
      <Arrow d="M138 58H168" />
      {way === 'concat' && (
        <g class="new">
          <rect class="plane" x={184} y={24} width={44} height={44} rx={4} />
          <rect class="plane" x={178} y={30} width={44} height={44} rx={4} />
          <text x={238} y={30}>
            y
          </text>
        </g>
      )}
      <g class="drawn">
        <rect x={172} y={36} width={44} height={44} rx={4} />
        <text x={194} y={64}>
          x
        </text>
      </g>
      <Arrow d={way === 'concat' ? 'M228 58H250' : 'M216 58H250'} />
      <Network x={254} y={32} name="D" />
      {way === 'projection' ? (
        <>
          <Arrow d="M310 58H333" />
          <circle class="sum" cx={343} cy={58} r={9} />
          <path class="line" d="M339 58h8M343 54v8" />
          <Arrow d="M352 58H366" />
          <Arrow d="M282 84V104" points="down" />
          <text x={292} y={98}>
            h
          </text>
          <Box x={172} y={108} width={34} height={28} text="y" isNew />
          <Arrow d="M206 122H236" isNew />
          <Box x={240} y={106} width={84} height={32} text="⟨V·y, h⟩" isNew />
          <Arrow d="M324 122H343V69" points="up" isNew />
          <Answer x={370} y={62} text={texts.real} />
        </>
      ) : (
        <>
          <Arrow d={way === 'auxiliary' ? 'M310 48H336' : 'M310 58H336'} />
          <Answer x={341} y={way === 'auxiliary' ? 52 : 62} text={texts.real} />
        </>
      )}
      {way === 'auxiliary' && (
        <>
          <Arrow d="M310 72H336" isNew />
          <Answer x={341} y={76} text={texts.whichClass} isNew />
        </>
      )}
    </svg>
  );
}

/** The points of arrows. */
const HEADS = { right: 'm-5 -4l5 4l-5 4', up: 'm-4 5l4 -5l4 5', down: 'm-4 -5l4 5l4 -5' };

type Part = { x: number; y: number; isNew?: boolean };

function Box({ x, y, width, height, text, isNew }: Part & { width: number; height: number; text: string }) {
  return (
    <g class={isNew ? 'new' : undefined}>
      <rect class="box" x={x} y={y} width={width} height={height} rx={6} />
      <text x={x + width / 2} y={y + height / 2 + 5}>
        {text}
      </text>
    </g>
  );
}

function Network({ x, y, name }: Part & { name: string }) {
  return (
    <g class="network">
      <rect x={x} y={y} width={56} height={52} rx={10} />
      <text x={x + 28} y={y + 33}>
        {name}
      </text>
    </g>
  );
}

/** @param d the line, whose last command leads to the point of the arrow @param points where it points */
function Arrow({ d, points = 'right', isNew }: { d: string; points?: keyof typeof HEADS; isNew?: boolean }) {
  return <path class={isNew ? 'line new' : 'line'} d={d + HEADS[points]} />;
}

function Answer({ x, y, text, isNew }: Part & { text: string }) {
  return (
    <text class={isNew ? 'answer new' : 'answer'} x={x} y={y}>
      {text}
    </text>
  );
}
