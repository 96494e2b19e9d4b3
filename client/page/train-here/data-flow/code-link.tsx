import { useTexts } from '../../texts/language.ts';
import { dataFlowTexts } from './texts.ts';

/** Where the source code is; null where whoever built the site does not say (vite.config.ts). */
declare const __REPOSITORY__: string | null;

/** A link to the file that does it, as GitHub and GitLab address files; nothing where the source code's place is unknown. */
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
