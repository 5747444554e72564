import { t } from '../../ui/language.ts';

interface Waiting {
  count: number;
  emergency: boolean;
}

let page = '';
let waiting: Waiting = { count: 0, emergency: false };

/** The window's title: the page, what it belongs to, and before them how many wait. */
function draw(): void {
  const title = page === '' ? t('desk.window') : t('desk.window.page', { page, desk: t('desk.window') });
  const { count, emergency } = waiting;
  document.title = count === 0 ? title : t(emergency ? 'desk.title.emergency' : 'desk.title.new', { count, title });
}

/** Says which page is shown; empty where it has no name. */
export function titlePage(name: string): void {
  page = name;
  draw();
}

/** Says what came and was not looked at yet. */
export function titleWaiting(now: Waiting): void {
  waiting = now;
  draw();
}
