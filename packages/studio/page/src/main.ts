/** The page's first lines: language and theme as the server remembers them, then the application. */
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './app.svelte';
import { language } from './lib/i18n.svelte.ts';

const lang = document.documentElement.lang === 'en' ? 'en' : 'fr';
await language.use(lang);
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target });
