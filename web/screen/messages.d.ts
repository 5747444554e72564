import type {} from '../ui/language.ts';

type Shelf = keyof typeof import('../../messages/zh-CN/screen.json');

declare module '../ui/language.ts' {
  interface DoorMessages extends Record<Shelf, string> {}
}
