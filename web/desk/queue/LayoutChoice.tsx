import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { t } from '../../ui/language.ts';
import { useCommands } from '../frame/commands.ts';
import { QuickDialog } from '../frame/QuickDialog.tsx';
import { type Choosable, choosable, type Density, densities, type Layout } from './layout.ts';

interface LayoutChoiceProps {
  layout: Layout;
  onLayout: (next: Layout) => void;
}

/** How close the rows stand and which columns are shown. */
export function LayoutChoice(props: LayoutChoiceProps) {
  const [open, setOpen] = useState(false);
  const show = () => setOpen(true);
  useCommands([{ key: 'layout', name: t('desk.layout'), run: show }]);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={show}>
        {t('desk.layout')}
      </Button>
      {open ? (
        <QuickDialog title={t('desk.layout')} width={320} onClose={() => setOpen(false)}>
          <Fields {...props} />
        </QuickDialog>
      ) : null}
    </>
  );
}

function Fields({ layout, onLayout }: LayoutChoiceProps) {
  const choose = (column: Choosable, shown: boolean) =>
    onLayout({
      ...layout,
      columns: choosable.filter((each) => (each === column ? shown : layout.columns.includes(each))),
    });
  return (
    <div className="form">
      <fieldset className="field">
        <legend>{t('desk.layout.density')}</legend>
        <Radio.Group
          value={layout.density}
          onChange={(event) => onLayout({ ...layout, density: event.target.value as Density })}
          options={densities.map((each) => ({ value: each, label: t(`desk.layout.density.${each}`) }))}
        />
      </fieldset>
      <fieldset className="field">
        <legend>{t('desk.layout.columns')}</legend>
        {choosable.map((column) => (
          <Checkbox
            key={column}
            checked={layout.columns.includes(column)}
            onChange={(event) => choose(column, event.target.checked)}
          >
            {t(`desk.column.${column}`)}
          </Checkbox>
        ))}
      </fieldset>
    </div>
  );
}
