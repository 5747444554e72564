import { later, loaders } from 'virtual:linli-messages';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import './first.css';
import { preferredLanguage, startLanguage } from '../ui/language.ts';
import { App, routes } from './App.tsx';
import { takeAnswers } from './answers.ts';
import { placeFromAddress } from './home.ts';
import { keepPages } from './installed.ts';
import { sweepRead } from './kept.ts';
import { keepFresh } from './remote.ts';
import { fetchAhead } from './router.ts';

/** Old engines know no await outside a function. */
async function start(): Promise<void> {
  const place = document.getElementById('page');
  if (!place) throw new Error('The page has no place to stand in.');
  fetchAhead(routes);
  takeAnswers();
  await startLanguage(preferredLanguage(), loaders, later);
  keepFresh();
  placeFromAddress();
  createRoot(place).render(<App />);
  keepPages();
  void sweepRead(new Date());
}

void start();
