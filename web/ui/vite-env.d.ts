/// <reference types="vite/client" />

/** Given by `messagesOf` of `build-plugins.ts`: each language a file of its own, loaded when it is the one in use. */
declare module 'virtual:linli-messages' {
  export const loaders: Record<'zh-CN' | 'en', () => Promise<{ default: Record<string, string> }>>;
}
