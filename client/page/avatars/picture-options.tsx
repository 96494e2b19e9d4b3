import { CURRENT_AVATAR_VERSION } from '../../../latent/avatar.ts';
import { USUAL_SIZES } from '../../../picture/face-sizes.ts';
import type { ChosenVersion } from '../models/avatar-model.ts';
import { useTexts } from '../texts/language.ts';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { FORMATS } from './avatar-forms.ts';
import type { AvatarChoice } from './avatar-route.ts';
import { avatarTexts } from './texts.ts';

const FORMAT_NAMES = { png: 'PNG', webp: 'WebP', jpg: 'JPEG' } as const;

type PictureOptionsProps = { choice: AvatarChoice; onChange: (choice: AvatarChoice) => void };

/** What else the address says: how large the picture is, in which format, and whether it may change one day. */
export function PictureOptions({ choice, onChange }: PictureOptionsProps) {
  const texts = useTexts(avatarTexts);
  // An address with an older version keeps its own.
  const kept: ChosenVersion = choice.version === 'latest' ? CURRENT_AVATAR_VERSION : choice.version;
  return (
    <section class="panel picture-options" aria-label={texts.options}>
      <Option
        title={texts.size}
        hint={texts.sizeHint}
        values={USUAL_SIZES}
        chosen={choice.size}
        nameOf={String}
        choose={(size) => onChange({ ...choice, size })}
      />
      <Option
        title={texts.format}
        hint={texts.formatHint}
        values={FORMATS}
        chosen={choice.format}
        nameOf={(format) => FORMAT_NAMES[format]}
        choose={(format) => onChange({ ...choice, format })}
      />
      <Option
        title={texts.stays}
        hint={texts.staysHint(kept)}
        values={[kept, 'latest'] as const}
        chosen={choice.version}
        nameOf={(version) => (version === 'latest' ? texts.following : texts.staying)}
        choose={(version) => onChange({ ...choice, version })}
      />
    </section>
  );
}

type OptionProps<T> = {
  title: string;
  hint: string;
  values: readonly T[];
  chosen: NoInfer<T>;
  nameOf: (value: T) => string;
  choose: (value: T) => void;
};

function Option<T>({ title, hint, values, chosen, nameOf, choose }: OptionProps<T>) {
  return (
    <div>
      <h3>{title}</h3>
      <SegmentedControl
        label={title}
        segments={values.map((value) => ({
          text: nameOf(value),
          pressed: value === chosen,
          onPress: () => choose(value),
        }))}
      />
      <p class="aside">{hint}</p>
    </div>
  );
}
