import Type, { type Static } from 'typebox';
import { Code, EnglishName, Enum, head, Name, strict } from './parts.ts';

export const credentialRules = [
  'none',
  'recommended',
  'certificate_recommended',
  'training_required',
  'certificate_required',
  'licence_required',
  'background_check',
] as const;

/** What volunteers can do, and which papers it asks for. */
export const SkillList = Type.Object(
  {
    ...head,
    skills: Type.Array(
      Type.Object(
        {
          id: Code,
          nameZh: Name,
          nameEn: EnglishName,
          group: Code,
          credential: Enum(credentialRules, 'from training_required on, somebody must have seen the papers'),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type SkillList = Static<typeof SkillList>;

/** The functional departments that petitions, complaints and consultations go to. */
export const DepartmentList = Type.Object(
  { ...head, departments: Type.Array(Type.Object({ id: Code, nameZh: Name, nameEn: EnglishName }, strict)) },
  strict,
);
export type DepartmentList = Static<typeof DepartmentList>;

const resourceModes = ['venue', 'visit', 'course', 'service_team', 'service_point', 'loan', 'online'] as const;

/** The kinds of resource that a library holds. */
export const ResourceTaxonomy = Type.Object(
  {
    ...head,
    modes: Type.Record(Type.String(), Type.Object({ nameZh: Name, nameEn: EnglishName }, strict)),
    categories: Type.Array(
      Type.Object(
        {
          id: Code,
          nameZh: Name,
          nameEn: EnglishName,
          kinds: Type.Array(
            Type.Object(
              {
                id: Code,
                nameZh: Name,
                nameEn: EnglishName,
                mode: Enum(resourceModes),
                bookable: Type.Boolean(),
                slotMinutes: Type.Union([Type.Integer({ minimum: 15, maximum: 1440 }), Type.Null()]),
                groupOnly: Type.Boolean(),
                needsApproval: Type.Boolean(),
              },
              strict,
            ),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ResourceTaxonomy = Static<typeof ResourceTaxonomy>;
