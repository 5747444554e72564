import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Radio, Switch } from 'antd';
import { useState } from 'react';
import type { GrantedRole } from '../../../src/shared/actor.ts';
import { asRefusal } from '../../ui/api.ts';
import { chooseTheme, type Theme, useAppearance } from '../../ui/appearance.ts';
import { chooseLanguage, type Language, t, useLanguage } from '../../ui/language.ts';
import { signOut } from '../calls.ts';
import { useUnitName } from '../lookups.ts';
import { finishBulk } from '../queue/bulk.ts';
import { useMe } from '../session.tsx';
import { chimeIsOn, turnChimeOff, turnChimeOn } from './chime.ts';
import { leaveDesk } from './entering.ts';
import { QuickDialog } from './QuickDialog.tsx';

/** Who is at this desk, in which language and colours, and the way out. */
export function AccountMenu({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const language = useLanguage();
  const { theme } = useAppearance();
  const { message } = App.useApp();
  const leave = useMutation({
    async mutationFn() {
      // What was said and not taken back is done first; what could not be is read before anybody leaves.
      if (!(await finishBulk())) return false;
      await signOut();
      return true;
    },
    // Words said beside a dialog would lie under it.
    onSettled: onClose,
    async onSuccess(left) {
      if (!left) return void message.warning(t('desk.bulk.before_leaving'));
      leaveDesk(client);
      await navigate({ to: '/login' });
    },
    onError: (error) => void message.error(asRefusal(error).sentence),
  });
  return (
    <QuickDialog title={me.name ?? t('desk.account')} width={360} onClose={onClose}>
      <div className="form">
        <ul>
          {me.grants.map((grant) => (
            <li key={grant.id} className="soft">
              <GrantLine role={grant.role} unitId={grant.unitId} />
            </li>
          ))}
        </ul>
        <fieldset className="field">
          <legend>{t('desk.account.language')}</legend>
          <Radio.Group value={language} onChange={(event) => chooseLanguage(event.target.value as Language)}>
            <Radio value="zh-CN">中文</Radio>
            <Radio value="en">English</Radio>
          </Radio.Group>
        </fieldset>
        <fieldset className="field">
          <legend>{t('desk.account.colours')}</legend>
          <Radio.Group value={theme} onChange={(event) => chooseTheme(event.target.value as Theme)}>
            <Radio value="device">{t('desk.account.device')}</Radio>
            <Radio value="light">{t('desk.account.light')}</Radio>
            <Radio value="dark">{t('desk.account.dark')}</Radio>
          </Radio.Group>
        </fieldset>
        <ChimeSwitch />
        <Link to="/account" onClick={onClose}>
          {t('desk.own')}
        </Link>
        <Button loading={leave.isPending} onClick={() => leave.mutate()}>
          {t('desk.account.leave')}
        </Button>
      </div>
    </QuickDialog>
  );
}

/** Whether a new order is heard. The tab's title says it in any case. */
function ChimeSwitch() {
  const [on, setOn] = useState(chimeIsOn);
  const change = (checked: boolean) => {
    if (checked) turnChimeOn();
    else turnChimeOff();
    setOn(checked);
  };
  return (
    <div className="field">
      <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <Switch checked={on} onChange={change} aria-label={t('desk.chime')} />
        {t('desk.chime')}
      </span>
      <span className="hint">{t('desk.chime.hint')}</span>
    </div>
  );
}

/** `派单员 · 迎泽区中心`. */
export function GrantLine({ role, unitId }: { role: GrantedRole; unitId: string }) {
  const unit = useUnitName(unitId);
  return (
    <>
      {t(`role.${role}`)} · {unit}
    </>
  );
}
