import type { PolicyName } from '../../../../src/organisation/policies/schema/policies.ts';
import { nameIn, say, t } from '../../../ui/language.ts';
import { type Change, isLimit } from './changes.ts';
import type { Thing } from './shape.ts';

/** What a field is called on the page. */
export function fieldLabel(name: string): string {
  return say(`desk.policy.field.${name}`) ?? name;
}

/** What a choice is called: the words that orders and skills use for it elsewhere at the desk. */
export function choiceLabel(field: string, value: string): string {
  const known = { nature: 'nature', urgency: 'urgency', credential: 'desk.papers' }[field];
  return say(`${known ?? `desk.policy.choice.${field}`}.${value}`) ?? value;
}

/** `10 小时（工作时间）`: 600 minutes are one working day. */
export function limitText(limit: { minutes: number; clock: 'working' | 'continuous' } | null): string {
  if (!limit) return t('desk.policy.agreed_day');
  const { minutes } = limit;
  if (limit.clock === 'working' && minutes % 600 === 0) return t('desk.policy.working_days', { count: minutes / 600 });
  const span =
    minutes % 30 === 0 ? t('desk.policy.hours', { count: minutes / 60 }) : t('desk.policy.minutes', { count: minutes });
  return t(`desk.policy.clock.${limit.clock}`, { span });
}

/** The name of a row or a group, if it has one. */
export function nameOf(value: unknown): string | undefined {
  const { nameZh, nameEn, id } = (value ?? {}) as Thing;
  if (typeof nameZh === 'string' && typeof nameEn === 'string') return nameIn({ nameZh, nameEn }) || undefined;
  return typeof id === 'string' ? id : undefined;
}

/** What stands somewhere, in words. */
export function valueText(field: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return t('desk.none');
  if (typeof value === 'boolean') return t(value ? 'desk.policy.yes' : 'desk.policy.no');
  if (isLimit(value)) return limitText(value);
  if (Array.isArray(value))
    return value.length === 0
      ? t('desk.none')
      : value.map((each) => (typeof each === 'string' ? each : (nameOf(each) ?? ''))).join(t('desk.list'));
  if (typeof value === 'object') return nameOf(value) ?? JSON.stringify(value);
  return typeof value === 'string' ? choiceLabel(field, value) : String(value);
}

/** Where a change stands: the names of all rows on the way and of the field, from either version. */
export function placeText(change: Change, before: unknown, after: unknown): string {
  const parts: string[] = [];
  let old = before;
  let now = after;
  for (const step of change.path) {
    const inList = Array.isArray(now) || Array.isArray(old);
    old = stepInto(old, step);
    now = stepInto(now, step);
    if (inList) parts.push(nameOf(now) ?? nameOf(old) ?? step);
    else if (!Array.isArray(now) && !Array.isArray(old)) parts.push(nameOf(now) ?? fieldLabel(step));
    else if (change.path.at(-1) === step) parts.push(fieldLabel(step));
  }
  return parts.join(' · ');
}

/** The place that the server names by a JSON pointer, in words. */
export function pointerText(body: unknown, pointer: string): string {
  const parts: string[] = [];
  let at = body;
  for (const step of pointer.split('/').slice(1)) {
    const inList = Array.isArray(at);
    at = (at as Record<string, unknown> | undefined)?.[step];
    const name = typeof at === 'object' ? nameOf(at) : undefined;
    if (name !== undefined) parts.push(name);
    else if (!inList && !Array.isArray(at)) parts.push(fieldLabel(step));
    else if (!inList && pointer.endsWith(`/${step}`)) parts.push(fieldLabel(step));
  }
  return parts.join(' · ');
}

function stepInto(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return value.find((row) => (row as Thing | null)?.['id'] === step);
  return (value as Thing | null | undefined)?.[step];
}

/** What is wrong at a place, and what can be done. */
export function faultText(reason: string, value: string): string {
  return say(`desk.policy.fault.${reason}`, { value }) ?? t('desk.policy.fault.other', { reason });
}

export const policyNames = [
  'urgency',
  'needs',
  'petitions',
  'calendar',
  'skills',
  'departments',
  'resources',
  'dispatch',
  'asking',
  'expecting',
] as const satisfies PolicyName[];
