import { loaders } from 'virtual:linli-messages';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode, useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import './desk.css';
import './deeds.css';
import './pages.css';
import { chooseTheme, themeChosen } from '../ui/appearance.ts';
import { preferredLanguage, startLanguage, useLanguage } from '../ui/language.ts';
import { router } from './router.tsx';
import { watchSession } from './session.tsx';
import { themeFromTokens, useDarkness } from './theme.ts';

const queries = new QueryClient({
  // The one who calls sends again by itself, and says when there is no network; the stream says when to read anew.
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always', staleTime: 5_000 },
    mutations: { networkMode: 'always' },
  },
});
watchSession(queries);

function Desk() {
  const language = useLanguage();
  const dark = useDarkness();
  const [theme, setTheme] = useState(() => themeFromTokens(dark));
  useLayoutEffect(() => setTheme(themeFromTokens(dark)), [dark]);
  return (
    <ConfigProvider theme={theme} locale={language === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <App component={false} message={{ top: 'calc(100vh - 176px)', maxCount: 3 }}>
        <QueryClientProvider client={queries}>
          <RouterProvider key={language} router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}

chooseTheme(themeChosen());
await startLanguage(preferredLanguage(), loaders);
const root = document.getElementById('desk');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Desk />
    </StrictMode>,
  );
