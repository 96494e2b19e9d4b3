import { useTexts } from '../../texts/language.ts';
import { dataFlowTexts } from './texts.ts';

/** The URL of the repository; null where the builder of the site does not say it (`client/vite.config.ts`). */
declare const __REPOSITORY__: string | null;

/** A link to a file of the source code, as GitHub and GitLab address it; nothing where the repository is unknown. */
export function CodeLink({ path }: { path: string }) {
  const texts = useTexts(dataFlowTexts);
  return __REPOSITORY__ === null ? null : (
    <a
      class="code-link"
      href={`${__REPOSITORY__}/blob/HEAD/${path}`}
      title={path}
      aria-label={texts.codeOf(path)}
    >
      {texts.code}
    </a>
  );
}
