import { useTexts } from '../../texts/language.ts';
import type { Refusal } from './run-settings.ts';
import { settingsTexts } from './texts.ts';

type AddressNoticeProps = {
  /** Parts of the address that the view ignores. */
  ignored: readonly string[];
  /** Why its settings do not go together; null where they do. */
  refusal: Refusal | null;
};

/** Says what a training does not take over from its address, which someone may have written by hand. */
export function AddressNotice({ ignored, refusal }: AddressNoticeProps) {
  const texts = useTexts(settingsTexts);
  return ignored.length === 0 && refusal === null ? null : (
    <div class="notice address-notice" role="status">
      {ignored.length > 0 && <p>{texts.ignored(ignored.join(', '))}</p>}
      {refusal !== null && (
        <p>
          {texts.refusedAddress} {texts.refusal(refusal.key, refusal.why)}
        </p>
      )}
    </div>
  );
}
