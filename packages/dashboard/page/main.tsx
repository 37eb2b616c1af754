import '@cloudscape-design/global-styles/index.css';
import './page.css';
import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { unpack } from '../src/data/unpack.ts';
import { searchText } from './numbers/search-text.ts';
import { Page } from './page.tsx';

const packed = document.getElementById('data')?.textContent ?? '';
const place = document.getElementById('page');
if (place === null) throw new Error('the page has no place for its content');

const data = await unpack(packed);
createRoot(place).render(
  <StrictMode>
    <I18nProvider locale="en" messages={[messages]}>
      <Page data={data} />
    </I18nProvider>
  </StrictMode>,
);

// Before somebody types: the first letter would wait for it.
const prepareSearch = () => data.products.forEach((row) => searchText(row));
if ('requestIdleCallback' in globalThis) requestIdleCallback(prepareSearch);
else setTimeout(prepareSearch);
