import type notify from '../../messages/zh-CN/notify.json';
import type resident from '../../messages/zh-CN/resident.json';

type Keys = Record<keyof typeof resident | keyof typeof notify, string>;

declare module '../ui/language.ts' {
  interface DoorMessages extends Keys {}
}
