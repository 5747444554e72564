import MapPin from 'lucide-react/icons/map-pin';
import { useMemo, useState } from 'react';
import type { TreeUnit } from '../../src/organisation/schema.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { t } from '../ui/language.ts';
import { type Community, communitiesOf, findCommunities, nearestCommunities, placeName } from './communities.ts';
import styles from './page.module.css';
import { useTree } from './queries.ts';
import { Loaded } from './states.tsx';

const MOST = 6;

interface Props {
  onChoose: (unitId: string) => void;
  error?: string | undefined;
}

/** Finds one's community: by its name, by where one stands (asked only at the tap), or from the list. */
export function CommunityPicker({ onChoose, error }: Props) {
  return (
    <Loaded of={useTree(true)}>{({ units }) => <Picker units={units} onChoose={onChoose} error={error} />}</Loaded>
  );
}

function Picker({ units, onChoose, error }: Props & { units: readonly TreeUnit[] }) {
  const communities = useMemo(() => communitiesOf(units), [units]);
  const [typed, setTyped] = useState('');
  const [near, setNear] = useState<Community[]>();
  const [lost, setLost] = useState<string>();
  const [looking, setLooking] = useState(false);
  const found = near && typed === '' ? near : findCommunities(communities, typed, MOST);
  const locate = () => {
    setLost(undefined);
    setLooking(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setLooking(false);
        setTyped('');
        setNear(nearestCommunities(communities, coords, 3));
      },
      () => {
        setLooking(false);
        setLost(t('resident.where.lost'));
      },
      { timeout: 8000, maximumAge: 300_000 },
    );
  };
  return (
    <div className={styles.stack}>
      <TextField
        id="community"
        label={t('resident.where.label')}
        hint={t('resident.where.hint')}
        error={error}
        type="search"
        value={typed}
        onChange={setTyped}
      />
      <div aria-live="polite">
        {found.length > 0 ? (
          <ul className={styles.rows}>
            {found.map((community) => (
              <li key={community.id}>
                <button type="button" className={styles.row} onClick={() => onChoose(community.id)}>
                  <span className={styles.grow}>
                    {community.name}
                    <br />
                    <span className={styles.soft}>{community.above}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {typed.trim() !== '' && found.length === 0 ? <p className={styles.soft}>{t('resident.where.none')}</p> : null}
      </div>
      {'geolocation' in navigator && window.isSecureContext ? (
        <Button icon={MapPin} busy={looking} onPress={locate}>
          {t(looking ? 'resident.where.looking' : 'resident.where.here')}
        </Button>
      ) : null}
      <p role="status" className={styles.soft}>
        {lost}
      </p>
      <details>
        <summary className={styles.summary}>{t('resident.where.list')}</summary>
        <FromList units={units} onChoose={onChoose} />
      </details>
    </div>
  );
}

/** County, street, community, one after the other; whoever knows only the county may stop there. */
function FromList({ units, onChoose }: { units: readonly TreeUnit[]; onChoose: (unitId: string) => void }) {
  const [centre, setCentre] = useState('');
  const [institute, setInstitute] = useState('');
  const below = (parentId: string) => {
    const at = units.findIndex((unit) => unit.id === parentId);
    return units.filter((unit) => unit.parent === at && unit.level !== 'department').map(optionOf);
  };
  const chosen = institute || centre;
  return (
    <div className={styles.stack}>
      <SelectField
        label={t('resident.where.county')}
        empty={t('resident.where.choose')}
        options={units.filter((unit) => unit.level === 'centre').map(optionOf)}
        value={centre}
        onChange={(value) => {
          setCentre(value);
          setInstitute('');
        }}
      />
      {centre ? (
        <SelectField
          label={t('resident.where.street')}
          empty={t('resident.where.choose')}
          options={below(centre)}
          value={institute}
          onChange={setInstitute}
        />
      ) : null}
      {institute ? (
        <SelectField
          label={t('resident.where.community')}
          empty={t('resident.where.choose')}
          options={below(institute)}
          value=""
          onChange={(value) => {
            if (value) onChoose(value);
          }}
        />
      ) : null}
      {chosen ? <Button onPress={() => onChoose(chosen)}>{t('resident.where.only_this')}</Button> : null}
    </div>
  );
}

function optionOf(unit: TreeUnit): { value: string; label: string } {
  return { value: unit.id, label: placeName({ nameZh: unit.zh, nameEn: unit.en }) };
}
