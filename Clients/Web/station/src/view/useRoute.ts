import { useSyncExternalStore } from 'react';

export type Page = '' | 'history' | 'burden';

const PAGES: readonly string[] = ['history', 'burden'] satisfies Page[];

function listen(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** The page in the address, `#history/ALARM`, and what it is about. An unknown one is the ward. */
export function useRoute(): [Page, string] {
  const hash = useSyncExternalStore(listen, () => location.hash);
  const [page = '', detail = ''] = hash.slice(1).split('/');
  return PAGES.includes(page) ? [page as Page, decodeURIComponent(detail)] : ['', ''];
}

export function hrefOf(page: Page, detail = ''): string {
  return `#${page}${detail === '' ? '' : `/${encodeURIComponent(detail)}`}`;
}
