import { createRoot } from 'react-dom/client';
import { unpack } from '../src/data/unpack.ts';

const data = await unpack(document.getElementById('data')?.textContent ?? '');
const place = document.getElementById('page');
if (place) createRoot(place).render(<p>{data.products.length}</p>);
