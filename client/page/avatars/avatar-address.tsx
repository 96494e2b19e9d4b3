import { useRef } from 'preact/hooks';
import { useTexts } from '../texts/language.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Link } from '../ui/link.tsx';
import { SegmentedControl } from '../ui/segmented-control.tsx';
import { avatarText, formsOf } from './avatar-forms.ts';
import type { AvatarChoice } from './avatar-route.ts';
import { avatarTexts } from './texts.ts';

type AvatarAddressProps = {
  choice: AvatarChoice;
  /** As `canonicalName` gives it. */
  name: string;
  /** The share code of its face. */
  code: string;
  /** The tag of the model that the chosen version has. */
  versionTag: string;
  onChange: (choice: AvatarChoice) => void;
};

/** The address of the face, or what to paste into a page, to be copied. */
export function AvatarAddress({ choice, name, code, versionTag, onChange }: AvatarAddressProps) {
  const texts = useTexts(avatarTexts);
  const field = useRef<HTMLTextAreaElement>(null);
  const text = avatarText(choice.form, { ...choice, name }, { origin: location.origin, versionTag });
  return (
    <section class="panel avatar-address" aria-label={texts.address}>
      <SegmentedControl
        label={texts.address}
        segments={formsOf(choice.version).map((form) => ({
          text: texts.forms[form],
          pressed: choice.form === form,
          onPress: () => onChange({ ...choice, form }),
        }))}
      />
      <textarea
        ref={field}
        class="text-input"
        readOnly
        rows={1}
        value={text}
        aria-label={texts.text}
        spellcheck={false}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div class="row">
        <CopyButton primary text={text} label={texts.copy} onRefused={() => field.current?.select()} />
        <Link class="button" to={{ view: 'faces', code, parts: [] }}>
          {texts.open}
        </Link>
      </div>
    </section>
  );
}
