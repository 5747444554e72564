/// <reference types="vite/client" />

/**
 * Given by `messagesOf` of `build-plugins.ts`: each language a file of its own, loaded when it is the one in use; `later`
 * what the first pages of a door do not show, where they are apart.
 */
declare module 'virtual:linli-messages' {
  type Loaders = Record<'zh-CN' | 'en', () => Promise<{ default: Record<string, string> }>>;
  export const loaders: Loaders;
  export const later: Loaders | undefined;
}
