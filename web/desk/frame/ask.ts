import { App } from 'antd';
import { t } from '../../ui/language.ts';

/** A deed that cannot be taken back, and what it will do. */
interface Question {
  /** Names whom or what it is about. */
  title: string;
  says: string;
  /** What the button says that does it; it has the focus, so Enter does it too. */
  okText: string;
  onOk: () => void;
}

/** Asks once more before what cannot be taken back, or stands under one's name. */
export function useAsk(): (question: Question) => void {
  const { modal } = App.useApp();
  return ({ says, onOk, ...rest }) =>
    void modal.confirm({ ...rest, content: says, cancelText: t('action.cancel'), onOk: () => onOk() });
}
