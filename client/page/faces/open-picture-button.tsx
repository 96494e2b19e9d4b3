import { useRef } from 'preact/hooks';
import { useAppContext } from '../app-context.ts';
import { openPicture } from '../open-picture.ts';
import { useTexts } from '../texts/language.ts';
import { pictureTexts } from '../texts/pictures.ts';

/** Lets the visitor choose a saved picture, whose face is then opened. */
export function OpenPictureButton() {
  const app = useAppContext();
  const texts = useTexts(pictureTexts);
  const input = useRef<HTMLInputElement>(null);

  async function open({ currentTarget }: { currentTarget: HTMLInputElement }): Promise<void> {
    const [file] = currentTarget.files ?? [];
    // So that choosing the same file again is a change, too.
    currentTarget.value = '';
    if (file !== undefined) {
      await openPicture(file, app);
    }
  }
  return (
    <>
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {texts.open}
      </button>
      <input ref={input} type="file" hidden accept="image/*" onChange={(event) => void open(event)} />
    </>
  );
}
