import asking from '../../../db/seeds/asking.json' with { type: 'json' };
import calendar from '../../../db/seeds/calendar.json' with { type: 'json' };
import departments from '../../../db/seeds/departments.json' with { type: 'json' };
import dispatch from '../../../db/seeds/dispatch.json' with { type: 'json' };
import expecting from '../../../db/seeds/expecting.json' with { type: 'json' };
import needs from '../../../db/seeds/needs.json' with { type: 'json' };
import petitions from '../../../db/seeds/petitions.json' with { type: 'json' };
import resources from '../../../db/seeds/resources.json' with { type: 'json' };
import skills from '../../../db/seeds/skills.json' with { type: 'json' };
import urgency from '../../../db/seeds/urgency.json' with { type: 'json' };
import type { PolicyName } from './schema/policies.ts';

/** What every network starts with; from then on its policies are its own. Also what a network made before a policy was thought of goes by. */
export const seeds: Record<PolicyName, unknown> = {
  needs,
  urgency,
  petitions,
  calendar,
  skills,
  departments,
  resources,
  dispatch,
  asking,
  expecting,
};
