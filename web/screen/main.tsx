import { loaders } from 'virtual:linli-messages';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import './screen.css';
import { themeChosen } from '../ui/appearance.ts';
import { preferredLanguage, startLanguage } from '../ui/language.ts';
import { Wall } from './Wall.tsx';

// A wall is dark unless somebody chose light on this device.
document.documentElement.dataset['theme'] = themeChosen() === 'light' ? 'light' : 'dark';
await startLanguage(preferredLanguage(), loaders);
const place = document.getElementById('wall');
if (place) createRoot(place).render(<Wall />);
